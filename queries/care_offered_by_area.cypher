// name: care_offered_by_area
// summary: Which care is offered in each area?
// topic: place
// definition: Bodies of the directory that offer a type of care to anyone who comes, by their area.
// audience: analyst
// returns: many, at most 10,000
// column area: text                Area
// column care_type: care_type      Type of care
// column bodies: integer           Bodies that offer it
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls bodies: people_behind
MATCH (element:ReleasedElement)
WHERE NOT element.people AND element.area IS NOT NULL AND element.offers IS NOT NULL
UNWIND element.offers AS care_type
WITH element.area AS area, care_type, element
WITH area, care_type, count(DISTINCT element.id) AS bodies
RETURN area, care_type, bodies, null AS people_behind, [] AS whom
ORDER BY area, care_type
