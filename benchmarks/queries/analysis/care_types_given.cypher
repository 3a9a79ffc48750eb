// How many give each type of care as a gift: wealth's mentions.
MATCH (giver:Element)-[care:CARES_FOR {formality: 'gifted'}]->(:Element)
WHERE care.state IN ['generative', 'engaged']
UNWIND care.care_types AS care_type
WITH care_type, count(DISTINCT giver) AS mentions
RETURN sum(mentions) AS value
