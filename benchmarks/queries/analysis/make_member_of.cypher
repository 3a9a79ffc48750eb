// One batch of a network's connections.
UNWIND $rows AS row
MATCH (one:Element {id: row.from})
MATCH (other:Element {id: row.to})
CREATE (one)-[line:MEMBER_OF]->(other)
SET line += row.fields
