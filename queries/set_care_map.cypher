// name: set_care_map
// summary: Change a care map's own fields; null takes one away.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
MATCH (map:CareMap {id: $id})
SET map += $fields
