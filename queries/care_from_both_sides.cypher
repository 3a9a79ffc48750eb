// name: care_from_both_sides
// summary: What share of supported people has care from both sides?
// topic: bridging
// definition: Supported people by who gives them active care: formal carers, informal or community ones, both, or neither.
// audience: analyst
// returns: many, at most 100
// adds up: care_from
// column care_from: text           Care comes from
// column people: integer           Supported people
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.supported
OPTIONAL MATCH (giver:ReleasedElement)-[care:CARES_FOR]->(element)
WHERE care.state IN ['generative', 'engaged']
WITH element, sum(CASE WHEN giver.position = 'formal' THEN 1 ELSE 0 END) AS formal,
     sum(CASE WHEN giver.position IN ['community', 'informal'] THEN 1 ELSE 0 END) AS informal
WITH element, CASE WHEN formal > 0 AND informal > 0 THEN 'both' WHEN formal > 0 THEN 'formal'
                   WHEN informal > 0 THEN 'informal' ELSE 'neither' END AS care_from
WITH care_from, collect(DISTINCT element.place) AS whom
RETURN care_from, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY care_from
