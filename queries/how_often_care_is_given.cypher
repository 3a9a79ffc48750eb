// name: how_often_care_is_given
// summary: How often is care given?
// topic: wealth
// definition: Pairs of giver and receiver by how often, of active care. A pair that has two frequencies is in both rows, and once in the total.
// audience: analyst
// returns: many, at most 100
// counts: care ties
// adds up: frequency
// param formality: formality (gifted | paid)   How the care is given
// column frequency: text            How often
// column care_ties: integer         How many give to how many: each pair once
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls care_ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
WITH CASE WHEN care.frequency IS NULL THEN 'not_said' ELSE care.frequency END AS frequency,
     one, other
WITH frequency,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN frequency, size(counted) AS care_ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY frequency
