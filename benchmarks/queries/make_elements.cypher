// One batch of a directory's elements, bare.
MATCH (neighbourhood:Neighbourhood {id: $neighbourhood})
UNWIND $rows AS row
CREATE (element:Element {id: row.id})
SET element += row
CREATE (element)-[:LISTED_IN {id: row.id + '.' + $neighbourhood}]->(neighbourhood)
