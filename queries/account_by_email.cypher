// name: account_by_email
// summary: The account with this email, found by the email's fingerprint.
// audience: internal
// returns: one
// param email_index: text
// column id: id
// column password_hash: text?     null if nobody signs in to it with a password
MATCH (account:Account {email_index: $email_index})
RETURN account.id AS id, account.password_hash AS password_hash
