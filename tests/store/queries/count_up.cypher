// name: count_up
// summary: Add one to a counter.
// audience: internal
// returns: one
// param id: id
// column n: integer
MATCH (e:Element {id: $id})
SET e.n = e.n + 1
RETURN e.n AS n
