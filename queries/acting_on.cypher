// name: acting_on
// summary: Who said that they act for the people of some care maps, and has not ended it.
// audience: internal
// returns: many, at most 10,000
// param scopes: list of id  the care maps
// column id: id
// column scope: id
// column account: id
// column ground: text
// column decided_on: date?
// column decided_by: text?        sealed
// column at: instant
// column review_on: date
MATCH (acting:Acting)
WHERE acting.scope IN $scopes AND acting.ended_at IS NULL
RETURN acting.id AS id, acting.scope AS scope, acting.account AS account, acting.ground AS ground,
       acting.decided_on AS decided_on, acting.decided_by AS decided_by, acting.at AS at,
       acting.review_on AS review_on
ORDER BY scope, at, id
