// name: care_types_received
// summary: Which types of care do people get?
// topic: wealth
// definition: People who get at least one active connection of care with this type; one person may get several types.
// audience: analyst
// returns: many, at most 100
// param formality: formality (gifted | paid)   How the care is given
// column care_type: care_type      Type of care
// column people: integer           People who get it
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (:ReleasedElement)-[care:CARES_FOR]->(element:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
  AND element.kind = 'person'
UNWIND care.care_types AS care_type
WITH care_type, element
WITH care_type, collect(DISTINCT element.place) AS whom
RETURN care_type, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY care_type
