// name: list_in_directory
// summary: List elements in a neighbourhood's directory.
// audience: internal
// returns: nothing
// param neighbourhood: id
// param since: date
// param ids: list of id     elements
MATCH (neighbourhood:Neighbourhood {id: $neighbourhood})
UNWIND $ids AS id
MATCH (element:Element {id: id})
CREATE (element)-[:LISTED_IN {id: id + '.' + $neighbourhood, since: $since}]->(neighbourhood)
