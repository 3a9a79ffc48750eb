// name: proposals_for
// summary: What was proposed for a neighbourhood's directory, the latest first.
// audience: internal
// returns: many, at most 500
// param neighbourhood: id
// column at: instant
// column id: id
// column fields: map
MATCH (proposal:Proposal {neighbourhood: $neighbourhood})
RETURN proposal.at AS at, proposal.id AS id, properties(proposal) AS fields
ORDER BY at DESC, id
LIMIT 500
