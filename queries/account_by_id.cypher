// name: account_by_id
// summary: One account, its name and email sealed.
// audience: internal
// returns: one
// param id: id
// column id: id
// column name: text
// column email: text
// column email_index: text
// column password_hash: text?
// column title: text?             what an invented person is, for the demonstration
// column invented: truth
MATCH (account:Account {id: $id})
RETURN account.id AS id, account.name AS name, account.email AS email,
       account.email_index AS email_index, account.password_hash AS password_hash,
       account.title AS title, account.invented AS invented
