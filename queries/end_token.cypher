// name: end_token
// summary: End one key of an account.
// audience: internal
// returns: one
// param id: id
// param account: id
// column id: id
MATCH (token:Token {id: $id})
WHERE token.account = $account
WITH token, token.id AS id
DELETE token
RETURN id
