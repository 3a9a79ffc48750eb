// name: write_token
// summary: Make a key for a program.
// audience: internal
// returns: nothing
// param id: id
// param account: id
// param label: text               sealed
// param secret_hash: text
// param scopes: list of text
// param releases: list of id      those it is limited to; none if it is not
// param made_at: instant
// param expires_at: instant
CREATE (:Token {
  id: $id, account: $account, label: $label, secret_hash: $secret_hash, scopes: $scopes,
  releases: $releases,
  made_at: $made_at, expires_at: $expires_at
})
