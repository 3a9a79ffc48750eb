// name: imported_connections
// summary: The connections of a neighbourhood that an import made.
// audience: internal
// returns: many, at most 1,000,000
// param neighbourhood: id
// param scope: id          the same
// column type: text
// column from_id: id
// column to_id: id
// column id: id
// column imported: text    the fingerprint of what it wrote
MATCH (:Neighbourhood {id: $neighbourhood})<-[:LISTED_IN]-(giver:Element)-[line]->(getter:Element)
WHERE line.scope = $scope AND line.imported IS NOT NULL
RETURN type(line) AS type, giver.id AS from_id, getter.id AS to_id, line.id AS id,
       line.imported AS imported
ORDER BY id
