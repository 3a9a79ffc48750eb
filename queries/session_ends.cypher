// name: session_ends
// summary: When some sessions end; one that was ended is not there.
// audience: internal
// returns: many, at most 20,000
// param ids: list of id
// column id: id
// column idle_until: instant
// column expires_at: instant
MATCH (session:Session)
WHERE session.id IN $ids
RETURN session.id AS id, session.idle_until AS idle_until, session.expires_at AS expires_at
ORDER BY id
