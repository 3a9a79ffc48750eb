// name: keep_asked
// summary: Keep that an account asks to see a map, of which nothing is looked up.
// audience: internal
// returns: nothing
// param id: id
// param by: id
// param care_map: text      as the address has it
// param sentence: text      sealed
// param at: instant
MERGE (asked:Asked {by: $by, care_map: $care_map})
ON CREATE SET asked.id = $id, asked.at = $at
WITH asked, coalesce(asked.answer, 'given') = 'given' AS anew
SET asked.put_away = null, asked.answer = CASE WHEN anew THEN null ELSE asked.answer END,
    asked.sentence = CASE WHEN anew THEN $sentence ELSE asked.sentence END
