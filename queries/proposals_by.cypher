// name: proposals_by
// summary: What somebody proposed, the latest first.
// audience: internal
// returns: many, at most 500
// param account: id
// column at: instant
// column id: id
// column fields: map
MATCH (proposal:Proposal {by: $account})
RETURN proposal.at AS at, proposal.id AS id, properties(proposal) AS fields
ORDER BY at DESC, id
LIMIT 500
