// name: take_roles_away
// summary: Take every account's role on a care map away.
// audience: internal
// returns: nothing
// param care_map: id
MATCH (:Account)-[has:HAS_ROLE]->(:CareMap {id: $care_map})
DELETE has
