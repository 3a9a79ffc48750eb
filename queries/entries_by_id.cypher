// name: entries_by_id
// summary: Some entries of a neighbourhood's directory, retired and merged ones too.
// audience: internal
// returns: many, at most 2,000
// param neighbourhood: id
// param ids: list of id
// column id: id
// column fields: map
MATCH (element:Element)-[:LISTED_IN]->(:Neighbourhood {id: $neighbourhood})
WHERE element.id IN $ids
RETURN element.id AS id, properties(element) AS fields
ORDER BY id
