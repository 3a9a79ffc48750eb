// name: people_by_number_of_givers
// summary: How many supported people rely on one giver?
// topic: resilience
// definition: Supported people by how many different givers of active care they have.
// audience: analyst
// returns: many, at most 100
// adds up: givers
// column givers: text              How many give them care
// column people: integer           Supported people
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.supported
OPTIONAL MATCH (giver:ReleasedElement)-[care:CARES_FOR]->(element)
WHERE care.state IN ['generative', 'engaged'] AND giver.place <> element.place
WITH element, count(DISTINCT giver.place) AS many
WITH element, CASE WHEN many = 0 THEN '0' WHEN many = 1 THEN '1'
                   WHEN many <= 3 THEN '2-3' ELSE '4+' END AS givers
WITH givers, collect(DISTINCT element.place) AS whom
RETURN givers, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY givers
