// name: mixing_of_kinds
// summary: Which kinds of people and bodies give care to which?
// topic: mixing
// definition: Pairs of giver and receiver of active care, each pair once, by the kind of both.
// audience: analyst
// returns: many, at most 200
// counts: care ties
// adds up: giver_kind, getter_kind
// param formality: formality (gifted | paid)   How the care is given
// column giver_kind: kind           Who gives
// column getter_kind: kind          Who gets
// column care_ties: integer         How many give to how many: each pair once
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls care_ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
WITH one.kind AS giver_kind, other.kind AS getter_kind, one, other
WITH giver_kind, getter_kind,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN giver_kind, getter_kind, size(counted) AS care_ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY giver_kind, getter_kind
