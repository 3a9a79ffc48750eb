// name: connections_drawn
// summary: Some of a care map's connections, wherever they start.
// audience: internal
// returns: many, at most 2,000
// param id: id              the care map
// param scope: id           the same
// param ids: list of id
// column type: text
// column from_id: id
// column to_id: id
// column id: id
// column fields: map
MATCH (:CareMap {id: $id})-[:DRAWS]->(giver:Element)-[line]->(getter:Element)
WHERE line.scope = $scope AND line.id IN $ids
RETURN type(line) AS type, giver.id AS from_id, getter.id AS to_id, line.id AS id,
       properties(line) AS fields
ORDER BY id
