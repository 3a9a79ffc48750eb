// name: create_care_map
// summary: Make an empty care map.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
CREATE (map:CareMap {id: $id})
SET map += $fields
