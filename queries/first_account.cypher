// name: first_account
// summary: The account that was made first, if there is any.
// audience: internal
// returns: one
// column id: id
MATCH (account:Account)
RETURN account.id AS id
ORDER BY id
LIMIT 1
