// name: roles_of_account
// summary: The care maps and neighbourhoods that an account has a role on.
// audience: internal
// returns: many, at most 10,000
// param id: id
// column role: role
// column until: instant?
// column thing_id: id
// column title: text?             a care map's, sealed
// column name: text?              a neighbourhood's
MATCH (:Account {id: $id})-[has:HAS_ROLE]->(thing)
RETURN has.role AS role, has.until AS until, thing.id AS thing_id, thing.title AS title,
       thing.name AS name
ORDER BY thing_id
