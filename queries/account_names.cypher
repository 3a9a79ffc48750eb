// name: account_names
// summary: The sealed names of some accounts.
// audience: internal
// returns: many, at most 5,000
// param ids: list of id
// column id: id
// column name: text
MATCH (account:Account)
WHERE account.id IN $ids
RETURN account.id AS id, account.name AS name
ORDER BY id
