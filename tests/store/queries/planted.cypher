// name: planted
// summary: The elements of some scopes.
// audience: internal
// returns: many, at most 3
// param scopes: list of id
// column id: id
MATCH (e:Element) WHERE e.scope IN $scopes
RETURN e.id AS id
ORDER BY id
