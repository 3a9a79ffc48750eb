// name: latest_audit_entries
// summary: A page of one audit chain, the latest entry first.
// audience: internal
// returns: many, at most 1,000
// param chain: id
// param before: integer    only entries before this place
// param limit: integer
// column n: integer
// column at: instant
// column account: id?
// column action: text
// column about_ids: list of id
// column fields: list of text
MATCH (entry:Audit {chain: $chain})
WHERE entry.n < $before
RETURN entry.n AS n, entry.at AS at, entry.account AS account, entry.action AS action,
       entry.about_ids AS about_ids, entry.fields AS fields
ORDER BY n DESC
LIMIT $limit
