// name: drawings_kept
// summary: How many dated drawings some care maps have, plans apart, and when the last was kept.
// audience: internal
// returns: many, at most 200
// param scopes: list of id  the care maps
// column scope: id
// column drawings: integer
// column plans: integer
// column last_at: instant?
MATCH (drawing:Drawing)
WHERE drawing.scope IN $scopes
RETURN drawing.scope AS scope,
       sum(CASE WHEN drawing.plan IS NULL THEN 1 ELSE 0 END) AS drawings,
       sum(CASE WHEN drawing.plan IS NULL THEN 0 ELSE 1 END) AS plans,
       max(CASE WHEN drawing.plan IS NULL THEN drawing.kept_at ELSE null END) AS last_at
ORDER BY scope
