// name: care_types_with_one_giver
// summary: Is there a second person for each kind of care?
// topic: resilience
// definition: Supported people who get a type of care, by whether one giver or more give it to them, in active care.
// audience: analyst
// returns: many, at most 100
// adds up: givers
// column care_type: care_type      Type of care
// column givers: text              How many give it to them
// column people: integer           Supported people who get it
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (giver:ReleasedElement)-[care:CARES_FOR]->(element:ReleasedElement)
WHERE care.state IN ['generative', 'engaged'] AND element.supported
  AND giver.place <> element.place
UNWIND care.care_types AS care_type
WITH care_type, element, count(DISTINCT giver.place) AS many
WITH care_type, CASE WHEN many = 1 THEN '1' ELSE '2+' END AS givers, element
WITH care_type, givers, collect(DISTINCT element.place) AS whom
RETURN care_type, givers, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY care_type, givers
