// name: ending_care_maps
// summary: The care maps that were taken away and can still be brought back.
// audience: internal
// returns: many, at most 100,000
// param before: instant     only those that are erased by then
// column id: id
// column title: text        sealed
// column ends_at: instant   when they are erased
// column roles: text        who had which role, as JSON
// column neighbourhood: id?
MATCH (map:CareMap)
WHERE map.ends_at <= $before
RETURN map.id AS id, map.title AS title, map.ends_at AS ends_at, map.roles_before AS roles,
       map.neighbourhood AS neighbourhood
ORDER BY ends_at, id
