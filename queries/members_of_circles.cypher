// name: members_of_circles
// summary: Who belongs to a circle?
// topic: circles
// definition: People by position, and whether they are active members of a circle. Who keeps a membership private is not among them.
// audience: analyst
// returns: many, at most 100
// adds up: position, member
// column position: text            Position
// column member: text              Belongs to a circle
// column people: integer           People
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.kind = 'person'
OPTIONAL MATCH (element)-[belongs:MEMBER_OF]->(circle:ReleasedElement)
WHERE belongs.state IN ['generative', 'engaged'] AND circle.kind = 'circle'
WITH element, count(circle) AS circles
WITH element.position AS position, CASE WHEN circles > 0 THEN 'yes' ELSE 'no' END AS member, element
WITH position, member, collect(DISTINCT element.place) AS whom
RETURN position, member, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY position, member
