// name: answer_asked
// summary: Keep what was answered to somebody who asked to see a care map.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
MATCH (asked:Asked {id: $id})
SET asked += $fields
