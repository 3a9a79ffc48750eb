// One batch of a directory's connections, bare.
UNWIND $rows AS row
MATCH (one:Element {id: row.from_id})
MATCH (other:Element {id: row.to_id})
CREATE (one)-[line:COLLABORATES_WITH]->(other)
SET line += row.fields
