// name: seen_of_directory
// summary: What is seen of a neighbourhood's directory.
// audience: internal
// returns: many, at most 100,000
// param neighbourhood: id
// column id: id
// column merged_into: id?
// column fields: map          of the element
MATCH (element:Element)-[:LISTED_IN]->(:Neighbourhood {id: $neighbourhood})
WHERE element.retired IS NULL
RETURN element.id AS id, element.merged_into AS merged_into,
       element {
         .id, .scope, .kind, .name, .sector, .individual, .roles, .offers, .area, .at_home, .lon,
         .lat
       } AS fields
ORDER BY id
