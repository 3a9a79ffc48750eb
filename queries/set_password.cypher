// name: set_password
// summary: Keep another password for an account.
// audience: internal
// returns: nothing
// param id: id
// param password_hash: text
MATCH (account:Account {id: $id})
SET account.password_hash = $password_hash
