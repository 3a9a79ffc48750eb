// name: drawn_on_maps
// summary: The sealed names of everybody and everything private that care maps draw, some at a time.
// audience: internal
// returns: many, at most 5,000
// param after: text         the id of the last one read, empty to begin
// param limit: integer
// column id: id
// column scope: id          the care map
// column name: text         sealed
MATCH (map:CareMap)-[:DRAWS]->(element:Element)
WHERE element.scope = map.id AND element.id > $after
RETURN element.id AS id, element.scope AS scope, element.name AS name
ORDER BY id
LIMIT $limit
