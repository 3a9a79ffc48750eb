// name: accounts_in_chain
// summary: Every account that did something on record in one audit chain.
// audience: internal
// returns: many, at most 5,000
// param chain: id
// column account: id
MATCH (entry:Audit {chain: $chain})
WHERE entry.account IS NOT NULL
RETURN DISTINCT entry.account AS account
ORDER BY account
