// name: give_care_map_role
// summary: Give an account a role on a care map, in place of any it has.
// audience: internal
// returns: one
// param account: id
// param care_map: id
// param role: role
// param until: instant?           null if it does not end by itself
// column neighbourhood: id?       of the care map
MATCH (account:Account {id: $account})
MATCH (care_map:CareMap {id: $care_map})
MERGE (account)-[has:HAS_ROLE]->(care_map)
SET has.role = $role, has.until = $until
RETURN care_map.neighbourhood AS neighbourhood
