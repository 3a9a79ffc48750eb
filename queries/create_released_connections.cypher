// name: create_released_connections
// summary: Write connections of one type into a release's inner database.
// audience: internal
// returns: nothing
// for each type: all
// param rows: list of map   from_id, to_id and fields
UNWIND $rows AS row
MATCH (giver:ReleasedElement {id: row.from_id})
MATCH (getter:ReleasedElement {id: row.to_id})
CREATE (giver)-[line:EACH_TYPE]->(getter)
SET line += row.fields
