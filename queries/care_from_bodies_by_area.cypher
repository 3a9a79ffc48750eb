// name: care_from_bodies_by_area
// summary: How much care do the bodies of an area give to people?
// topic: place
// definition: Pairs of a body and a person it gives active care to, by the area of the body.
// audience: analyst
// returns: many, at most 500
// counts: care ties
// param formality: formality (gifted | paid)   How the care is given
// column area: text                 Area of the body
// column care_ties: integer         Pairs of a body and a person
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls care_ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[care:CARES_FOR]->(other:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
  AND NOT one.people AND one.area IS NOT NULL AND other.kind = 'person'
WITH one.area AS area, one, other
WITH area,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN area, size(counted) AS care_ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY area
