// name: edit_places
// summary: How far the edits of some care maps have come.
// audience: internal
// returns: many, at most 20,000
// param ids: list of id     care maps
// column id: id
// column seq: integer
MATCH (map:CareMap)
WHERE map.id IN $ids
RETURN map.id AS id, map.edit_seq AS seq
ORDER BY id
