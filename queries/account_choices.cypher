// name: account_choices
// summary: The invented accounts that the demonstration signs in to without a password.
// audience: internal
// returns: many, at most 100
// column id: id
// column name: text
// column title: text
// column does: text
MATCH (account:Account {invented: true})
WHERE account.title IS NOT NULL
RETURN account.id AS id, account.name AS name, account.title AS title, account.does AS does
ORDER BY account.made_at, id
