// name: unused_care
// summary: Which care is offered as a gift and lies idle?
// topic: wealth
// definition: Mentions of gifted care that stand only in connections that are inactive, potential or not classified.
// audience: analyst
// returns: many, at most 100
// column care_type: care_type       Type of care
// column mentions: integer          How many would give it
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls mentions: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WHERE care.formality = 'gifted' AND one.actor
UNWIND care.care_types AS care_type
WITH one, care_type, sum(CASE WHEN care.state IN ['generative', 'engaged'] THEN 1 ELSE 0 END) AS active,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters_of_one
WHERE active = 0
UNWIND CASE WHEN size(getters_of_one) = 0 THEN [-1] ELSE getters_of_one END AS getter
WITH care_type, collect(DISTINCT one.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN getter >= 0 THEN getter END) AS getters
RETURN care_type, size(counted) AS mentions,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY care_type
