// name: asked_by
// summary: What an account asked to see, and what was answered, the last first.
// audience: internal
// returns: many, at most 1,000
// param account: id
// column id: id
// column care_map: text
// column sentence: text           sealed
// column at: instant
// column answer: text?            given, refused; what was put aside counts as no answer
// column answered: text?          sealed
// column until: instant?
// column put_away: truth?         whether the account took it back or read it
MATCH (asked:Asked {by: $account})
RETURN asked.id AS id, asked.care_map AS care_map, asked.sentence AS sentence, asked.at AS at,
       CASE WHEN asked.answer = 'put_aside' THEN null ELSE asked.answer END AS answer,
       asked.answered AS answered, asked.until AS until, asked.put_away AS put_away
ORDER BY at DESC, id
