// name: done_since
// summary: Whether an account is already on record as having done one thing lately.
// audience: internal
// returns: one
// param chain: id           the care map
// param account: id
// param action: text        as the audit trail names it
// param about: list of id   what it was done to, all of them; empty for the map itself
// param since: instant
// column times: integer
MATCH (entry:Audit {chain: $chain})
WHERE entry.account = $account AND entry.action = $action AND entry.at >= $since
  AND all(id IN $about WHERE id IN entry.about_ids)
RETURN count(entry) AS times
