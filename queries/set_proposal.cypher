// name: set_proposal
// summary: Say what became of a proposal.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
MATCH (proposal:Proposal {id: $id})
SET proposal += $fields
