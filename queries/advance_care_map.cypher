// name: advance_care_map
// summary: Take the next place in a care map's edits, and hold the map until the transaction ends.
// audience: internal
// returns: one
// param id: id
// column fields: map        the map's own fields, edit_seq already the new one
MATCH (map:CareMap {id: $id})
SET map.edit_seq = map.edit_seq + 1
RETURN properties(map) AS fields
