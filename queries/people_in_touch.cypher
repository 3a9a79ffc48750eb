// name: people_in_touch
// summary: Who is on the map and in touch with nobody?
// topic: who
// definition: People by position, and whether they have any active connection of care, membership or working together.
// audience: analyst
// returns: many, at most 100
// adds up: position, in_touch
// column position: text            Position
// column in_touch: text            In touch with anybody
// column people: integer           People
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.kind = 'person'
OPTIONAL MATCH (element)-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(:ReleasedElement)
WHERE line.state IN ['generative', 'engaged']
WITH element, count(line) AS lines
WITH element.position AS position, CASE WHEN lines > 0 THEN 'yes' ELSE 'no' END AS in_touch, element
WITH position, in_touch, collect(DISTINCT element.place) AS whom
RETURN position, in_touch, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY position, in_touch
