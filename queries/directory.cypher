// name: directory
// summary: Every entry of a neighbourhood's directory that was not retired.
// audience: internal
// returns: many, at most 100,000
// param neighbourhood: id
// column id: id
// column element: map
MATCH (element:Element)-[:LISTED_IN]->(:Neighbourhood {id: $neighbourhood})
WHERE element.retired IS NULL
RETURN element.id AS id, properties(element) AS element
ORDER BY id
