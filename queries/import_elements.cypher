// name: import_elements
// summary: Make elements and list them in a neighbourhood's directory.
// audience: internal
// returns: nothing
// param neighbourhood: id
// param since: date
// param rows: list of map   each an element's fields, id among them
MATCH (neighbourhood:Neighbourhood {id: $neighbourhood})
UNWIND $rows AS row
CREATE (element:Element {id: row.id})
SET element += row
CREATE (element)-[:LISTED_IN {id: row.id + '.' + $neighbourhood, since: $since}]->(neighbourhood)
