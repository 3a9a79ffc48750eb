// name: history_entries
// summary: A page of one audit chain, the latest entry first, of some people, actions and days.
// audience: internal
// returns: many, at most 1,000
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
// param skip: integer             so many of the latest are left out
// param limit: integer
// column at: instant
// column account: id?
// column action: text
// column about_ids: list of id
// column fields: list of text
MATCH (entry:Audit {chain: $chain})
WHERE entry.at >= $since AND entry.at < $until
  AND ($account IS NULL OR entry.account = $account)
  AND (size($only) = 0 OR entry.action IN $only) AND NOT entry.action IN $but_not
  AND NOT (entry.action IN $quiet AND entry.account <> $reader)
  AND NOT (entry.action IN $looks AND coalesce(entry.account, '') IN $hidden)
RETURN entry.at AS at, entry.account AS account, entry.action AS action,
       entry.about_ids AS about_ids, entry.fields AS fields
ORDER BY entry.n DESC
SKIP $skip
LIMIT $limit
