// name: write_account
// summary: Make an account.
// audience: internal
// returns: nothing
// param id: id
// param name: text                sealed
// param email: text               sealed
// param email_index: text
// param password_hash: text?
// param service_roles: list of service_role
// param invented: truth
// param title: text?
// param does: text?
// param made_at: instant
CREATE (:Account {
  id: $id, name: $name, email: $email, email_index: $email_index, password_hash: $password_hash,
  service_roles: $service_roles, invented: $invented, title: $title, does: $does, made_at: $made_at
})
