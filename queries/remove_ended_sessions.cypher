// name: remove_ended_sessions
// summary: Remove an account's sessions that have ended.
// audience: internal
// returns: nothing
// param account: id
// param now: instant
MATCH (session:Session)
WHERE session.account = $account AND (session.expires_at < $now OR session.idle_until < $now)
DELETE session
