// name: chains
// summary: The length and head of every audit chain.
// audience: internal
// returns: many, at most 1,000,000
// column id: id
// column length: integer
// column head: text
MATCH (chain:Chain)
RETURN chain.id AS id, chain.length AS length, chain.head AS head
ORDER BY id
