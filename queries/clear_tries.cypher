// name: clear_tries
// summary: Forget one counter of tries to sign in, and those whose window is long over.
// audience: internal
// returns: nothing
// param id: id
// param before: instant
MATCH (counter:Throttle)
WHERE counter.id = $id OR counter.begins_at < $before
DELETE counter
