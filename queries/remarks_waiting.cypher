// name: remarks_waiting
// summary: How many remarks on some care maps or neighbourhoods wait for an answer.
// audience: internal
// returns: many, at most 500
// param scopes: list of id  care maps and neighbourhoods
// column scope: id
// column waiting: integer
MATCH (remark:Remark {standing: 'waiting'})
WHERE remark.scope IN $scopes
RETURN remark.scope AS scope, count(remark) AS waiting
ORDER BY scope
