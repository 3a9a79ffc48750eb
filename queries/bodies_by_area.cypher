// name: bodies_by_area
// summary: What is where?
// topic: place
// definition: Bodies and places of the directory by area and sector. They are nobody's own, so they are counted exactly.
// audience: analyst
// returns: many, at most 2,000
// column area: text                Area
// column sector: sector            Sector
// column bodies: integer           Bodies
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls bodies: people_behind
MATCH (element:ReleasedElement)
WHERE NOT element.people AND element.area IS NOT NULL
WITH element.area AS area, element.sector AS sector, element
WITH area, sector, count(DISTINCT element.id) AS bodies
RETURN area, sector, bodies, null AS people_behind, [] AS whom
ORDER BY area, sector
