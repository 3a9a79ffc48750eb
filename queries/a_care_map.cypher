// name: a_care_map
// summary: The id of any one care map, or nothing where there is none yet.
// audience: internal
// returns: one
// column id: id
MATCH (map:CareMap)
RETURN map.id AS id
LIMIT 1
