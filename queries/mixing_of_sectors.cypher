// name: mixing_of_sectors
// summary: Who gives care to whom: formal, community, informal and supported people?
// audience: analyst
// returns: many, at most 100
// param formality: formality (gifted | paid)   How the care is given
// column giver: text                 Who gives
// column getter: text                Who gets
// column care_ties: integer          How many give to how many: each pair once
// column people_behind: integer?     the fewest people on a side that has people
// column whom: list of integer       who is behind it, by place in the release
// controls care_ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
WITH one.position AS giver, other.position AS getter,
     count(DISTINCT one.id + ' ' + other.id) AS care_ties,
     count(DISTINCT CASE WHEN one.people THEN one.id END) AS givers,
     count(DISTINCT CASE WHEN other.people THEN other.id END) AS getters,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) +
       collect(DISTINCT CASE WHEN other.people THEN other.place END) AS whom
RETURN giver, getter, care_ties,
       CASE WHEN givers = 0 AND getters = 0 THEN null
            WHEN givers = 0 OR (getters > 0 AND getters < givers) THEN getters
            ELSE givers END AS people_behind,
       whom
ORDER BY giver, getter
