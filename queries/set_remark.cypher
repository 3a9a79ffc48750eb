// name: set_remark
// summary: Say what became of a remark.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
MATCH (remark:Remark {id: $id})
SET remark += $fields
