// name: sessions_of_account
// summary: Where an account is signed in now: when each session began, and when it ends at last.
// audience: internal
// returns: many, at most 1,000
// param account: id
// column made_at: instant
// column expires_at: instant
MATCH (session:Session {account: $account})
RETURN session.made_at AS made_at, session.expires_at AS expires_at
ORDER BY made_at
