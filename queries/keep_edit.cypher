// name: keep_edit
// summary: Keep an edit as it took effect, with its audit entry as the chain's head.
// audience: internal
// returns: nothing
// param edit: map           id, scope, seq, by, at, made_at, body, body_digest, undoes, rubbed_out
// param id: id              the audit entry's, and its fields:
// param chain: id
// param n: integer
// param at: instant
// param account: id?
// param action: text
// param about_ids: list of id
// param fields: list of text
// param previous: text
// param hash: text
MATCH (chain:Chain {id: $chain})
SET chain.head = $hash
CREATE (:Audit {
  id: $id, chain: $chain, n: $n, at: $at, account: $account, action: $action,
  about_ids: $about_ids, fields: $fields, previous: $previous, hash: $hash
})
CREATE (edit:Edit)
SET edit += $edit
