// name: remarks_of
// summary: What was said of one care map or neighbourhood, the latest first.
// audience: internal
// returns: many, at most 1,000
// param scope: id           a care map or a neighbourhood
// column made_at: instant
// column id: id
// column fields: map
MATCH (remark:Remark {scope: $scope})
RETURN remark.made_at AS made_at, remark.id AS id, properties(remark) AS fields
ORDER BY made_at DESC, id
LIMIT 1000
