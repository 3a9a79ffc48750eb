// name: end_care_map_role
// summary: Take an account's role on a care map away.
// audience: internal
// returns: one
// param account: id
// param care_map: id
// column role: role
// column neighbourhood: id?       of the care map
MATCH (:Account {id: $account})-[has:HAS_ROLE]->(care_map:CareMap {id: $care_map})
WITH has, has.role AS role, care_map.neighbourhood AS neighbourhood
DELETE has
RETURN role, neighbourhood
