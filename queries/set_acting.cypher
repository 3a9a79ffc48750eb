// name: set_acting
// summary: Change what is kept of somebody who acts for another.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
MATCH (acting:Acting {id: $id})
SET acting += $fields
