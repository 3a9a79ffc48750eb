// name: forget_asked
// summary: Forget what was asked long ago.
// audience: internal
// returns: nothing
// param before: instant
MATCH (asked:Asked)
WHERE asked.at < $before
DELETE asked
