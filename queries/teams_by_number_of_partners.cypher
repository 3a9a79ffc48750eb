// name: teams_by_number_of_partners
// summary: How wide do teams reach?
// topic: teams
// definition: Teams by how many partners they have in active connections. Few deep ones may do more than many thin ones.
// audience: analyst
// returns: many, at most 100
// adds up: partners
// column partners: text            How many partners
// column teams: integer            Teams
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls teams: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.kind = 'team'
OPTIONAL MATCH (element)-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(other:ReleasedElement)
WHERE line.state IN ['generative', 'engaged'] AND other.place <> element.place
WITH element, count(DISTINCT other.place) AS many
WITH element, CASE WHEN many <= 1 THEN '0-1' WHEN many <= 5 THEN '2-5' ELSE '6+' END AS partners
WITH partners, collect(DISTINCT element.place) AS whom
RETURN partners, size(whom) AS teams, size(whom) AS people_behind, whom
ORDER BY partners
