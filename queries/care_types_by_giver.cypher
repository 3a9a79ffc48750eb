// name: care_types_by_giver
// summary: Who gives each type of care?
// topic: wealth
// definition: The same mentions by the giver's position: supported, or else their sector.
// audience: analyst
// returns: many, at most 500
// adds up: giver
// param formality: formality (gifted | paid)   How the care is given
// column care_type: care_type       Type of care
// column giver: text                Who gives
// column mentions: integer          How many give it
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls mentions: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
  AND one.actor
UNWIND care.care_types AS care_type
WITH care_type, one.position AS giver,
     collect(DISTINCT one.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN care_type, giver, size(counted) AS mentions,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY care_type, giver
