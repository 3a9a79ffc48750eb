// name: names_in_directory
// summary: What of a neighbourhood's own entries says whether two are the same.
// audience: internal
// returns: many, at most 100,000
// param neighbourhood: id
// param scope: id             the neighbourhood again: what another looks after is not its own
// column id: id
// column fields: map          of the element
MATCH (element:Element {scope: $scope})-[:LISTED_IN]->(:Neighbourhood {id: $neighbourhood})
WHERE element.retired IS NULL AND element.merged_into IS NULL
RETURN element.id AS id,
       element {
         .id, .kind, .name, .address, .postcode, .individual, .not_same_as
       } AS fields
ORDER BY id
