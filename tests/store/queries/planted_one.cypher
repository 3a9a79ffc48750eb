// name: planted_one
// summary: The scope of one element.
// audience: internal
// returns: one
// param id: id
// column scope: id
MATCH (e:Element {id: $id})
RETURN e.scope AS scope
