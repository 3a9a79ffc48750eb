// name: advance_chain
// summary: Take the next place in an audit chain, and hold the chain until the transaction ends.
// audience: internal
// returns: one
// param chain: id          a care map, a neighbourhood, or "service"
// column n: integer        the place, from 1
// column previous: text    the hash of the entry before; empty for the first
MERGE (chain:Chain {id: $chain})
ON CREATE SET chain.length = 0, chain.head = ''
SET chain.length = chain.length + 1
RETURN chain.length AS n, chain.head AS previous
