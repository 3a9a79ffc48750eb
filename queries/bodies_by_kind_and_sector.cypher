// name: bodies_by_kind_and_sector
// summary: Which groups, organisations and services are here?
// topic: who
// definition: Bodies, circles and places of the directory, by kind and by sector. They are nobody's own, so they are counted exactly.
// audience: analyst
// returns: many, at most 100
// adds up: kind
// column kind: kind                Kind
// column sector: sector            Sector
// column bodies: integer           Bodies
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls bodies: people_behind
MATCH (element:ReleasedElement)
WHERE NOT element.people
WITH element.kind AS kind, element.sector AS sector, element
WITH kind, sector, count(DISTINCT element.id) AS bodies
RETURN kind, sector, bodies, null AS people_behind, [] AS whom
ORDER BY kind, sector
