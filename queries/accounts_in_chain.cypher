// name: accounts_in_chain
// summary: Every account that did something on record in one audit chain.
// audience: internal
// returns: many, at most 5,000
// param chain: id
// param reader: id                who reads it
// param quiet: list of text       actions that only whoever did them reads
// param hidden: list of id        accounts that hide their looks from the reader
// param looks: list of text       actions that are looks
// column account: id
MATCH (entry:Audit {chain: $chain})
WHERE entry.account IS NOT NULL
  AND NOT (entry.action IN $quiet AND entry.account <> $reader)
  AND NOT (entry.action IN $looks AND coalesce(entry.account, '') IN $hidden)
RETURN DISTINCT entry.account AS account
ORDER BY account
