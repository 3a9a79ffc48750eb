// name: people_of_care_maps
// summary: Who has which role on some care maps.
// audience: internal
// returns: many, at most 500,000
// param scopes: list of id  the care maps
// column scope: id
// column account_id: id
// column role: role
// column until: instant?
MATCH (account:Account)-[has:HAS_ROLE]->(map:CareMap)
WHERE map.id IN $scopes
RETURN map.id AS scope, account.id AS account_id, has.role AS role, has.until AS until
ORDER BY scope, account_id
