// name: people_who_join_circles
// summary: Are circles linked by people who belong to two?
// topic: circles
// definition: People who are active members of a circle, by how many circles they belong to.
// audience: analyst
// returns: many, at most 100
// adds up: circles
// column circles: text             How many circles
// column people: integer           Members
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)-[belongs:MEMBER_OF]->(circle:ReleasedElement)
WHERE belongs.state IN ['generative', 'engaged'] AND circle.kind = 'circle' AND element.kind = 'person'
WITH element, count(DISTINCT circle.place) AS many
WITH element, CASE WHEN many = 1 THEN '1' ELSE '2+' END AS circles
WITH circles, collect(DISTINCT element.place) AS whom
RETURN circles, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY circles
