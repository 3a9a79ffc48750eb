// name: neighbourhood
// summary: One neighbourhood.
// audience: internal
// returns: one
// param id: id
// column id: id
// column name: text
// column view_seq: integer
MATCH (neighbourhood:Neighbourhood {id: $id})
RETURN neighbourhood.id AS id, neighbourhood.name AS name, neighbourhood.view_seq AS view_seq
