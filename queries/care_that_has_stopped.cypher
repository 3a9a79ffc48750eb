// name: care_that_has_stopped
// summary: Which types of care have stopped?
// topic: change
// definition: Pairs of giver and receiver whose care of this type is inactive, and not active in another connection between the two.
// audience: analyst
// returns: many, at most 100
// counts: care ties
// column care_type: care_type       Type of care
// column care_ties: integer         How many gave to how many: each pair once
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls care_ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
UNWIND care.care_types AS care_type
WITH care_type, one, other, sum(CASE WHEN care.state IN ['generative', 'engaged'] THEN 1 ELSE 0 END) AS active,
     sum(CASE WHEN care.state = 'inactive' THEN 1 ELSE 0 END) AS stopped
WHERE active = 0 AND stopped > 0
WITH care_type, one, other
WITH care_type,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN care_type, size(counted) AS care_ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY care_type
