// name: who_gets_care
// summary: Who gets care as a gift, who pays for it, and who gets both?
// topic: wealth
// definition: People by position and by the formality of the active care that they get. Care of which nobody said how it is given counts as not said.
// audience: analyst
// returns: many, at most 100
// adds up: position, gets
// column position: text            Position
// column gets: text                Care they get
// column people: integer           People
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.kind = 'person'
OPTIONAL MATCH (:ReleasedElement)-[care:CARES_FOR]->(element)
WHERE care.state IN ['generative', 'engaged']
WITH element, count(care) AS lines,
     sum(CASE WHEN care.formality = 'gifted' THEN 1 ELSE 0 END) AS gifted,
     sum(CASE WHEN care.formality = 'paid' THEN 1 ELSE 0 END) AS paid
WITH element.position AS position, element,
     CASE WHEN lines = 0 THEN 'none' WHEN gifted > 0 AND paid > 0 THEN 'both'
          WHEN gifted > 0 THEN 'gifted' WHEN paid > 0 THEN 'paid' ELSE 'not_said' END AS gets
WITH position, gets, collect(DISTINCT element.place) AS whom
RETURN position, gets, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY position, gets
