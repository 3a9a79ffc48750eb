// name: people_reached_by_area
// summary: How many people do the bodies of an area reach?
// topic: place
// definition: People with an active tie to a body of the directory, by the area of the body; nobody's home is known. Who is tied to bodies in two areas is in both rows.
// audience: analyst
// returns: many, at most 500
// column area: text                Area of the body
// column people: integer           People tied to a body there
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(body:ReleasedElement)
WHERE line.state IN ['generative', 'engaged'] AND element.kind = 'person'
  AND NOT body.people AND body.area IS NOT NULL
WITH body.area AS area, element
WITH area, collect(DISTINCT element.place) AS whom
RETURN area, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY area
