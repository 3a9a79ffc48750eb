// name: view_places
// summary: How often what some neighbourhoods see has changed.
// audience: internal
// returns: many, at most 20,000
// param ids: list of id     neighbourhoods
// column id: id
// column seq: integer
MATCH (neighbourhood:Neighbourhood)
WHERE neighbourhood.id IN $ids
RETURN neighbourhood.id AS id, neighbourhood.view_seq AS seq
ORDER BY id
