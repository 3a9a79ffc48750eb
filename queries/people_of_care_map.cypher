// name: people_of_care_map
// summary: The accounts that have a role on a care map.
// audience: internal
// returns: many, at most 1,000
// param care_map: id
// column account_id: id
// column name: text               sealed
// column role: role
// column until: instant?
MATCH (account:Account)-[has:HAS_ROLE]->(:CareMap {id: $care_map})
RETURN account.id AS account_id, account.name AS name, has.role AS role, has.until AS until
ORDER BY account_id
