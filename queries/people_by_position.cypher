// name: people_by_position
// summary: How many people are supported, and how many stand on each side of care?
// topic: who
// definition: People by position: supported for somebody with the role of Team Owner or supported person, else their sector.
// audience: analyst
// returns: many, at most 100
// adds up: position
// column position: text            Position
// column people: integer           People
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
MATCH (element:ReleasedElement)
WHERE element.kind = 'person'
WITH element.position AS position, element
WITH position, collect(DISTINCT element.place) AS whom
RETURN position, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY position
