// name: end_other_sessions
// summary: End every session of an account but one.
// audience: internal
// returns: nothing
// param account: id
// param but: id
MATCH (session:Session)
WHERE session.account = $account AND session.id <> $but
DELETE session
