// name: set_connections
// summary: Change connections of one type and scope; null takes a field away.
// audience: internal
// returns: nothing
// for each type: all
// param scope: id
// param rows: list of map   from_id, to_id, id, and fields
UNWIND $rows AS row
MATCH (:Element {id: row.from_id})-[line:EACH_TYPE {id: row.id}]->(:Element {id: row.to_id})
WHERE line.scope = $scope
SET line += row.fields
