// name: history_length
// summary: How many entries of one audit chain are of some people, actions and days.
// audience: internal
// returns: one
// param chain: id
// param account: id?              only by this account
// param only: list of text        only these actions; empty for any
// param but_not: list of text     not these actions
// param since: instant            not before this
// param until: instant            before this
// param reader: id                who reads it
// param quiet: list of text       actions that only whoever did them reads
// param hidden: list of id        accounts that hide their looks from the reader
// param looks: list of text       actions that are looks
// column length: integer
MATCH (entry:Audit {chain: $chain})
WHERE entry.at >= $since AND entry.at < $until
  AND ($account IS NULL OR entry.account = $account)
  AND (size($only) = 0 OR entry.action IN $only) AND NOT entry.action IN $but_not
  AND NOT (entry.action IN $quiet AND entry.account <> $reader)
  AND NOT (entry.action IN $looks AND coalesce(entry.account, '') IN $hidden)
RETURN count(entry) AS length
