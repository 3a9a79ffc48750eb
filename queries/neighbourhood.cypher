// name: neighbourhood
// summary: One neighbourhood.
// audience: internal
// returns: one
// param id: id
// column id: id
// column name: text
// column view_seq: integer
// column expected_kinds: list of text   kinds and names that its organisers expect
MATCH (neighbourhood:Neighbourhood {id: $id})
RETURN neighbourhood.id AS id, neighbourhood.name AS name, neighbourhood.view_seq AS view_seq,
       coalesce(neighbourhood.expected_kinds, []) AS expected_kinds
