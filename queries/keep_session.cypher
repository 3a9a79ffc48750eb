// name: keep_session
// summary: Let a session that is in use end later.
// audience: internal
// returns: nothing
// param id: id
// param idle_until: instant
MATCH (session:Session {id: $id})
SET session.idle_until = $idle_until
