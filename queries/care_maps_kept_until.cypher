// name: care_maps_kept_until
// summary: The care maps whose last day comes by a day, but for those that were taken away already.
// audience: internal
// returns: many, at most 100,000
// param before: date        that day included
// column id: id
// column keep_until: date
MATCH (map:CareMap)
WHERE map.keep_until <= $before AND map.ends_at IS NULL
RETURN map.id AS id, map.keep_until AS keep_until
ORDER BY keep_until, id
