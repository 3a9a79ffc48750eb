// name: care_returned
// summary: Is care returned?
// topic: mixing
// definition: Pairs of giver and receiver of active care by the giver's position, and whether the receiver gives active care back.
// audience: analyst
// returns: many, at most 100
// counts: care ties
// adds up: giver, returned
// column giver: text                Who gives
// column returned: text             Care comes back
// column care_ties: integer         How many give to how many: each pair once
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls care_ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WHERE care.state IN ['generative', 'engaged'] AND one.place <> other.place
WITH DISTINCT one, other
OPTIONAL MATCH (other)-[back:CARES_FOR]->(one)
WHERE back.state IN ['generative', 'engaged']
WITH one, other, count(back) AS backs
WITH one.position AS giver, CASE WHEN backs > 0 THEN 'yes' ELSE 'no' END AS returned, one, other
WITH giver, returned,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN giver, returned, size(counted) AS care_ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY giver, returned
