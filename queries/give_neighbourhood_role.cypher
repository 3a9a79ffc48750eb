// name: give_neighbourhood_role
// summary: Give an account a role in a neighbourhood, in place of any it has.
// audience: internal
// returns: one
// param account: id
// param neighbourhood: id
// param role: role
// param until: instant?           null if it does not end by itself
// column id: id                   of the neighbourhood
MATCH (account:Account {id: $account})
MATCH (neighbourhood:Neighbourhood {id: $neighbourhood})
MERGE (account)-[has:HAS_ROLE]->(neighbourhood)
SET has.role = $role, has.until = $until
RETURN neighbourhood.id AS id
