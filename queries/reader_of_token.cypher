// name: reader_of_token
// summary: The account of a program's key with every role it has, one row a role.
// audience: internal
// returns: many, at most 10,000
// param secret_hash: text
// column expires_at: instant
// column scopes: list of text
// column releases: list of id     those it is limited to; none if it is not
// column used_at: instant?
// column account_id: id
// column name: text               sealed
// column service_roles: list of service_role
// column role: role?              null if it has none
// column until: instant?
// column thing_id: id?
// column neighbourhood: id?       of a care map
MATCH (token:Token {secret_hash: $secret_hash})
MATCH (account:Account {id: token.account})
OPTIONAL MATCH (account)-[has:HAS_ROLE]->(thing)
RETURN token.expires_at AS expires_at, token.scopes AS scopes,
       coalesce(token.releases, []) AS releases, token.used_at AS used_at,
       account.id AS account_id, account.name AS name,
       account.service_roles AS service_roles, has.role AS role, has.until AS until,
       thing.id AS thing_id, thing.neighbourhood AS neighbourhood
ORDER BY thing_id
