// name: roles_now
// summary: The roles of accounts on the care maps and neighbourhoods that they have open.
// audience: internal
// returns: many, at most 20,000
// param pairs: list of map  each an account and a thing, by their ids
// column account: id
// column thing: id
// column role: role
// column until: instant?
UNWIND $pairs AS pair
MATCH (account:Account {id: pair.account})-[has:HAS_ROLE]->(thing)
WHERE thing.id = pair.thing
RETURN account.id AS account, thing.id AS thing, has.role AS role, has.until AS until
ORDER BY account, thing, role
