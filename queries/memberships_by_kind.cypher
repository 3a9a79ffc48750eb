// name: memberships_by_kind
// summary: What do people belong to?
// topic: circles
// definition: People who are active members of something, by its kind. Who belongs to two kinds is in both rows, and once in the total.
// audience: analyst
// returns: many, at most 100
// adds up: kind
// column kind: kind                Kind of what they belong to
// column people: integer           Members
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)-[belongs:MEMBER_OF]->(of:ReleasedElement)
WHERE belongs.state IN ['generative', 'engaged'] AND element.kind = 'person'
WITH of.kind AS kind, element
WITH kind, collect(DISTINCT element.place) AS whom
RETURN kind, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY kind
