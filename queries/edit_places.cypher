// name: edit_places
// summary: How far the edits and records of some care maps are, and since when a photograph is saved.
// audience: internal
// returns: many, at most 20,000
// param ids: list of id     care maps
// column id: id
// column seq: integer
// column noted: integer?   how much open pages are told of, edits and looks apart
// column traced: instant?   null where no photograph is saved
MATCH (map:CareMap)
WHERE map.id IN $ids
OPTIONAL MATCH (tracing:Tracing {id: map.id})
OPTIONAL MATCH (chain:Chain {id: map.id})
RETURN map.id AS id, map.edit_seq AS seq, chain.noted AS noted, tracing.at AS traced
ORDER BY id
