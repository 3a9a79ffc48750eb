// name: directory_connections
// summary: Every connection that a neighbourhood itself keeps.
// audience: internal
// returns: many, at most 500,000
// param neighbourhood: id
// param scope: id           the same
// column type: text
// column from_id: id
// column to_id: id
// column id: id
// column fields: map
MATCH (:Neighbourhood {id: $neighbourhood})<-[:LISTED_IN]-(giver:Element)-[line]->(getter:Element)
WHERE line.scope = $scope
RETURN type(line) AS type, giver.id AS from_id, getter.id AS to_id, line.id AS id,
       properties(line) AS fields
ORDER BY id
