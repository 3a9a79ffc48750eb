// name: opened_since
// summary: Whether an account is already on record as having opened a care map lately.
// audience: internal
// returns: one
// param chain: id           the care map
// param account: id
// param since: instant
// column times: integer
MATCH (entry:Audit {chain: $chain})
WHERE entry.account = $account AND entry.action = 'care_map.opened' AND entry.at >= $since
RETURN count(entry) AS times
