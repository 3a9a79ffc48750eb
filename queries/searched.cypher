// name: searched
// summary: One search for a named person, as it is on record: who may review what it found.
// audience: internal
// returns: one
// param search: text
// column about: list of id  the search and its reviewer
MATCH (entry:Audit)
WHERE entry.chain = 'service' AND entry.action = 'person.searched' AND $search IN entry.about_ids
RETURN entry.about_ids AS about
