// name: write_session
// summary: Begin a session of an account.
// audience: internal
// returns: nothing
// param id: id
// param account: id
// param secret_hash: text
// param made_at: instant
// param idle_until: instant       it ends then unless it is used before
// param expires_at: instant       it ends then whatever happens
CREATE (:Session {
  id: $id, account: $account, secret_hash: $secret_hash, made_at: $made_at,
  idle_until: $idle_until, expires_at: $expires_at
})
