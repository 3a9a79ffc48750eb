// name: care_that_might_be
// summary: Which care might be?
// topic: change
// definition: Pairs of giver and receiver with a potential connection of care and no active one, by the position of both.
// audience: analyst
// returns: many, at most 100
// counts: care ties
// adds up: giver, getter
// column giver: text                Who would give
// column getter: text               Who would get
// column care_ties: integer         How many would give to how many: each pair once
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls care_ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WITH one, other, sum(CASE WHEN care.state IN ['generative', 'engaged'] THEN 1 ELSE 0 END) AS active,
     sum(CASE WHEN care.state = 'potential' THEN 1 ELSE 0 END) AS potential
WHERE active = 0 AND potential > 0
WITH one.position AS giver, other.position AS getter, one, other
WITH giver, getter,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN giver, getter, size(counted) AS care_ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY giver, getter
