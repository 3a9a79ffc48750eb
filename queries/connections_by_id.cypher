// name: connections_by_id
// summary: Some of a care map's connections, found from the elements they start at.
// audience: internal
// returns: many, at most 2,000
// param scope: id
// param from_ids: list of id
// param ids: list of id
// column type: text
// column from_id: id
// column to_id: id
// column id: id
// column fields: map
MATCH (giver:Element)-[line]->(getter:Element)
WHERE giver.id IN $from_ids AND line.scope = $scope AND line.id IN $ids
RETURN type(line) AS type, giver.id AS from_id, getter.id AS to_id, line.id AS id,
       properties(line) AS fields
ORDER BY id
