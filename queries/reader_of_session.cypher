// name: reader_of_session
// summary: The account of a session with every role it has, one row a role.
// audience: internal
// returns: many, at most 10,000
// param secret_hash: text
// column session_id: id
// column idle_until: instant
// column expires_at: instant
// column account_id: id
// column name: text               sealed
// column service_roles: list of service_role
// column role: role?              null if it has none
// column until: instant?
// column thing_id: id?
// column neighbourhood: id?       of a care map
MATCH (session:Session {secret_hash: $secret_hash})
MATCH (account:Account {id: session.account})
OPTIONAL MATCH (account)-[has:HAS_ROLE]->(thing)
RETURN session.id AS session_id, session.idle_until AS idle_until,
       session.expires_at AS expires_at, account.id AS account_id, account.name AS name,
       account.service_roles AS service_roles, has.role AS role, has.until AS until,
       thing.id AS thing_id, thing.neighbourhood AS neighbourhood
ORDER BY thing_id
