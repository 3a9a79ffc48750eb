// name: owners_gone
// summary: Of some care maps who owned them before, and when they went.
// audience: internal
// returns: many, at most 500,000
// param scopes: list of id  the care maps
// column scope: id
// column gone: text         JSON: an instant by the account's id
MATCH (map:CareMap)
WHERE map.id IN $scopes AND map.owners_gone IS NOT NULL
RETURN map.id AS scope, map.owners_gone AS gone
ORDER BY scope
