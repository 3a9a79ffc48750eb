// name: disconnect
// summary: Delete connections of one type and scope.
// audience: internal
// returns: nothing
// for each type: all
// param scope: id
// param rows: list of map   from_id, to_id and id
UNWIND $rows AS row
MATCH (:Element {id: row.from_id})-[line:EACH_TYPE {id: row.id}]->(:Element {id: row.to_id})
WHERE line.scope = $scope
DELETE line
