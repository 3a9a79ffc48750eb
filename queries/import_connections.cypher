// name: import_connections
// summary: Make connections of one type, of which many say the same.
// audience: internal
// returns: nothing
// for each type: all
// param says: list of map   what connections say: the fields that several have alike
// param rows: list of map   from_id, to_id, id, and says: which of these
UNWIND $rows AS row
MATCH (giver:Element {id: row.from_id})
MATCH (getter:Element {id: row.to_id})
CREATE (giver)-[line:EACH_TYPE {id: row.id}]->(getter)
SET line += $says[row.says]
