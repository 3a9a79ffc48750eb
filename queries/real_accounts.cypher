// name: real_accounts
// summary: How many accounts are of people who are not invented.
// audience: internal
// returns: one
// column n: integer
MATCH (account:Account {invented: false})
RETURN count(account) AS n
