// name: hidden_from
// summary: Which owners of some care maps hide from which others what they look at.
// audience: internal
// returns: many, at most 10,000
// param scopes: list of id  the care maps
// column scope: id
// column by: id
// column account: id
MATCH (hidden:HiddenFrom)
WHERE hidden.scope IN $scopes
RETURN hidden.scope AS scope, hidden.by AS by, hidden.account AS account
ORDER BY scope, by, account
