// name: set_asking
// summary: Say what became of an invitation to a team; null takes a field away.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
MATCH (invitation:Invitation {id: $id})
SET invitation += $fields
