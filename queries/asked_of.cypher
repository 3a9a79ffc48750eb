// name: asked_of
// summary: What is asked of some care maps and has no answer, the first asked first.
// audience: internal
// returns: many, at most 10,000
// param care_maps: list of id
// param since: instant
// column id: id
// column by: id
// column care_map: id
// column sentence: text           sealed
// column at: instant
MATCH (asked:Asked)
WHERE asked.care_map IN $care_maps AND asked.answer IS NULL AND asked.put_away IS NULL
  AND asked.at >= $since
RETURN asked.id AS id, asked.by AS by, asked.care_map AS care_map, asked.sentence AS sentence,
       asked.at AS at
ORDER BY at, id
