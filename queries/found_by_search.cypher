// name: found_by_search
// summary: What one search for a named person found, as the audit chains of the care maps have it.
// audience: internal
// returns: many, at most 10,000
// param search: text
// column scope: id          the care map
// column about: list of id
MATCH (entry:Audit)
WHERE entry.action = 'person.found' AND $search IN entry.fields
RETURN entry.chain AS scope, entry.about_ids AS about
ORDER BY scope, entry.n
