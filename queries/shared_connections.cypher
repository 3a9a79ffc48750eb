// name: shared_connections
// summary: Connections of some care maps that consents in force are about.
// audience: internal
// returns: many, at most 500,000
// param scopes: list of id  the care maps
// param about: list of id
// column scope: id
// column type: text
// column from_id: id
// column to_id: id
// column id: id
// column fields: map
MATCH (map:CareMap)-[:DRAWS]->(giver:Element)-[line]->(getter:Element)
WHERE map.id IN $scopes AND line.scope IN $scopes AND line.scope = map.id AND line.id IN $about
RETURN map.id AS scope, type(line) AS type, giver.id AS from_id, getter.id AS to_id,
       line.id AS id, properties(line) AS fields
ORDER BY scope, id
