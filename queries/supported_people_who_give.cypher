// name: supported_people_who_give
// summary: How many supported people give care themselves?
// topic: resilience
// definition: Supported people, and whether they give any active care. A person who gives none is never shown as a failing.
// audience: analyst
// returns: many, at most 100
// adds up: gives
// column gives: text               Gives care
// column people: integer           Supported people
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.supported
OPTIONAL MATCH (element)-[care:CARES_FOR]->(getter:ReleasedElement)
WHERE care.state IN ['generative', 'engaged'] AND getter.place <> element.place
WITH element, count(care) AS lines
WITH element, CASE WHEN lines > 0 THEN 'yes' ELSE 'no' END AS gives
WITH gives, collect(DISTINCT element.place) AS whom
RETURN gives, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY gives
