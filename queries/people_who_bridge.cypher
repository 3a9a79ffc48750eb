// name: people_who_bridge
// summary: How many people know both sides of care?
// topic: bridging
// definition: People by position, and whether they have active ties to a formal carer and to an informal or community one.
// audience: analyst
// returns: many, at most 100
// adds up: position, knows
// column position: text            Position
// column knows: text               Sides they are tied to
// column people: integer           People
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.kind = 'person'
OPTIONAL MATCH (element)-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(carer:ReleasedElement)
WHERE line.state IN ['generative', 'engaged'] AND carer.place <> element.place
WITH element, sum(CASE WHEN carer.position = 'formal' THEN 1 ELSE 0 END) AS formal,
     sum(CASE WHEN carer.position IN ['community', 'informal'] THEN 1 ELSE 0 END) AS informal
WITH element.position AS position, element,
     CASE WHEN formal > 0 AND informal > 0 THEN 'both' WHEN formal > 0 THEN 'formal'
          WHEN informal > 0 THEN 'informal' ELSE 'neither' END AS knows
WITH position, knows, collect(DISTINCT element.place) AS whom
RETURN position, knows, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY position, knows
