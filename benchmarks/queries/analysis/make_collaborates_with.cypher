// One batch of a network's connections.
UNWIND $rows AS row
MATCH (one:Element {id: row.from})
MATCH (other:Element {id: row.to})
CREATE (one)-[line:COLLABORATES_WITH]->(other)
SET line += row.fields
