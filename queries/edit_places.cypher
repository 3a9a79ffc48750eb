// name: edit_places
// summary: How far the edits of some care maps have come, and since when a photograph is saved with each.
// audience: internal
// returns: many, at most 20,000
// param ids: list of id     care maps
// column id: id
// column seq: integer
// column traced: instant?   null where no photograph is saved
MATCH (map:CareMap)
WHERE map.id IN $ids
OPTIONAL MATCH (tracing:Tracing {id: map.id})
RETURN map.id AS id, map.edit_seq AS seq, tracing.at AS traced
ORDER BY id
