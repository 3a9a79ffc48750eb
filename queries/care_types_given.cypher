// name: care_types_given
// summary: Which types of care are given, and by how many?
// audience: analyst
// returns: many, at most 100
// param formality: formality (gifted | paid)   How the care is given
// column care_type: care_type        Type of care
// column mentions: integer           How many give it
// column people_behind: integer?     the fewest people on a side that has people
// column whom: list of integer       who is behind it, by place in the release
// controls mentions: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (giver:ReleasedElement)-[care:CARES_FOR]->(getter:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
  AND giver.actor
UNWIND care.care_types AS care_type
WITH care_type, count(DISTINCT giver.id) AS mentions,
     count(DISTINCT CASE WHEN giver.people THEN giver.id END) AS givers,
     count(DISTINCT CASE WHEN getter.people THEN getter.id END) AS getters,
     collect(DISTINCT CASE WHEN giver.people THEN giver.place END) +
       collect(DISTINCT CASE WHEN getter.people THEN getter.place END) AS whom
RETURN care_type, mentions,
       CASE WHEN givers = 0 AND getters = 0 THEN null
            WHEN givers = 0 OR (getters > 0 AND getters < givers) THEN getters
            ELSE givers END AS people_behind,
       whom
ORDER BY care_type
