// name: proposals_of
// summary: What was proposed of one care map, the latest first.
// audience: internal
// returns: many, at most 500
// param scope: id
// column at: instant
// column id: id
// column fields: map
MATCH (proposal:Proposal {scope: $scope})
RETURN proposal.at AS at, proposal.id AS id, properties(proposal) AS fields
ORDER BY at DESC, id
LIMIT 500
