// name: proposals_waiting
// summary: How many proposals for a neighbourhood's directory wait for an answer.
// audience: internal
// returns: one
// param neighbourhood: id
// column waiting: integer
MATCH (proposal:Proposal {neighbourhood: $neighbourhood, standing: 'waiting'})
RETURN count(proposal) AS waiting
