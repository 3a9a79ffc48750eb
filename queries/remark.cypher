// name: remark
// summary: What somebody said of one care map or neighbourhood.
// audience: internal
// returns: one
// param id: id
// param scope: id           a care map or a neighbourhood
// column fields: map
MATCH (remark:Remark {id: $id, scope: $scope})
RETURN properties(remark) AS fields
