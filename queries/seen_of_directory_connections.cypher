// name: seen_of_directory_connections
// summary: What is seen of the connections that a neighbourhood itself keeps, by where they start.
// audience: internal
// returns: many, at most 100,000
// param neighbourhood: id
// param scope: id             the same
// column from_id: id
// column lines: list of map   a connection's fields and type, with its other end as to
MATCH (:Neighbourhood {id: $neighbourhood})<-[:LISTED_IN]-(giver:Element)-[line]->(getter:Element)
WHERE line.scope = $scope
RETURN giver.id AS from_id,
       collect({
         id: line.id, type: type(line), to: getter.id, care_types: line.care_types,
         formality: line.formality, frequency: line.frequency, state: line.state,
         shared_plan: line.shared_plan, since: line.since, until: line.until, hats: line.hats
       }) AS lines
ORDER BY from_id
