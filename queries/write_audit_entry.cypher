// name: write_audit_entry
// summary: Write the entry for a place taken with advance_chain, and make it the chain's head.
// audience: internal
// returns: nothing
// param id: id
// param chain: id
// param n: integer
// param at: instant
// param account: id?            null for the program itself
// param action: text
// param about_ids: list of id
// param fields: list of text
// param previous: text
// param hash: text
// param tells: integer          1 if open pages are told of it, else 0
MATCH (chain:Chain {id: $chain})
SET chain.head = $hash, chain.noted = coalesce(chain.noted, 0) + $tells
CREATE (:Audit {
  id: $id, chain: $chain, n: $n, at: $at, account: $account, action: $action,
  about_ids: $about_ids, fields: $fields, previous: $previous, hash: $hash
})
