// name: connect
// summary: Make connections of one type.
// audience: internal
// returns: nothing
// for each type: all
// param rows: list of map   from_id, to_id, and fields, id and scope among them
UNWIND $rows AS row
MATCH (giver:Element {id: row.from_id})
MATCH (getter:Element {id: row.to_id})
CREATE (giver)-[line:EACH_TYPE]->(getter)
SET line += row.fields
