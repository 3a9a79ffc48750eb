// name: unmark_here
// summary: Take away the marks of those who left, and those that ended.
// audience: internal
// returns: nothing
// param ids: list of id
// param now: instant
MATCH (here:Here)
WHERE here.id IN $ids OR here.until < $now
DELETE here
