// name: audit_entries
// summary: A page of one audit chain, from the first entry on.
// audience: internal
// returns: many, at most 1,000
// param chain: id
// param after: integer     the place of the last entry already read, 0 to begin
// param limit: integer
// column chain: id
// column n: integer
// column at: instant
// column account: id?
// column action: text
// column about_ids: list of id
// column fields: list of text
// column previous: text
// column hash: text
MATCH (entry:Audit {chain: $chain})
WHERE entry.n > $after
RETURN entry.chain AS chain, entry.n AS n, entry.at AS at, entry.account AS account,
       entry.action AS action, entry.about_ids AS about_ids, entry.fields AS fields,
       entry.previous AS previous, entry.hash AS hash
ORDER BY n
LIMIT $limit
