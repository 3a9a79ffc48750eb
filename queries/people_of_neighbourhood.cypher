// name: people_of_neighbourhood
// summary: The accounts that have a role in a neighbourhood.
// audience: internal
// returns: many, at most 5,000
// param neighbourhood: id
// column account_id: id
// column name: text               sealed
// column role: role
// column until: instant?
MATCH (account:Account)-[has:HAS_ROLE]->(:Neighbourhood {id: $neighbourhood})
RETURN account.id AS account_id, account.name AS name, has.role AS role, has.until AS until
ORDER BY account_id
