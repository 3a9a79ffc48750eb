// name: end_session
// summary: End one session.
// audience: internal
// returns: nothing
// param id: id
MATCH (session:Session {id: $id})
DELETE session
