// name: remove_proposal
// summary: Remove a proposal that was taken back.
// audience: internal
// returns: nothing
// param id: id
MATCH (proposal:Proposal {id: $id})
DELETE proposal
