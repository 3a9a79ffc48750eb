// name: audit_of_account
// summary: What an account did and what was done to it, in every audit chain, the latest first.
// audience: internal
// returns: many, at most 20,000
// param account: id
// param limit: integer
// column chain: id
// column n: integer
// column at: instant
// column account: id?
// column action: text
MATCH (entry:Audit)
WHERE entry.account = $account OR $account IN entry.about_ids
RETURN entry.chain AS chain, entry.n AS n, entry.at AS at, entry.account AS account,
       entry.action AS action
ORDER BY at DESC, chain, n DESC
LIMIT $limit
