// name: givers_by_number_cared_for
// summary: Is caring shared out, or on a few shoulders?
// topic: resilience
// definition: People who give active care, by position and by how many others they give it to.
// audience: analyst
// returns: many, at most 100
// adds up: position, cares_for
// column position: text            Position
// column cares_for: text           How many they care for
// column people: integer           People who give care
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)-[care:CARES_FOR]->(getter:ReleasedElement)
WHERE care.state IN ['generative', 'engaged'] AND element.kind = 'person'
  AND getter.place <> element.place
WITH element, count(DISTINCT getter.place) AS many
WITH element.position AS position, element,
     CASE WHEN many = 1 THEN '1' WHEN many <= 3 THEN '2-3' ELSE '4+' END AS cares_for
WITH position, cares_for, collect(DISTINCT element.place) AS whom
RETURN position, cares_for, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY position, cares_for
