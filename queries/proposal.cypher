// name: proposal
// summary: One thing that somebody proposed.
// audience: internal
// returns: one
// param id: id
// column fields: map
MATCH (proposal:Proposal {id: $id})
RETURN properties(proposal) AS fields
