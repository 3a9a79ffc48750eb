// name: remove_care_map
// summary: Remove a care map itself; its audit chain stays.
// audience: internal
// returns: nothing
// param id: id
MATCH (map:CareMap {id: $id})
DETACH DELETE map
