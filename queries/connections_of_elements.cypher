// name: connections_of_elements
// summary: Every connection of one scope that starts or ends at some elements.
// audience: internal
// returns: many, at most 20,000
// param scope: id
// param element_ids: list of id
// column type: text
// column from_id: id
// column to_id: id
// column id: id
// column fields: map
MATCH (element:Element)-[line]-(:Element)
WHERE element.id IN $element_ids AND line.scope = $scope
WITH DISTINCT line
RETURN type(line) AS type, startNode(line).id AS from_id, endNode(line).id AS to_id,
       line.id AS id, properties(line) AS fields
ORDER BY id
