// name: who_is_here
// summary: The accounts that are at some care maps now, each once a map.
// audience: internal
// returns: many, at most 20,000
// param care_maps: list of id
// param now: instant
// column care_map: id
// column account: id
MATCH (here:Here)
WHERE here.care_map IN $care_maps AND here.until >= $now
RETURN DISTINCT here.care_map AS care_map, here.account AS account
ORDER BY care_map, account
