// name: people_by_kind_and_sector
// summary: Who is here, of each kind and sector?
// topic: who
// definition: People, teams, and groups that only a care map shows, by kind and by sector; the sector is their own, or else their kind's.
// audience: analyst
// returns: many, at most 100
// adds up: kind, sector
// column kind: kind                Kind
// column sector: sector            Sector
// column people: integer           People, teams, and groups that only a care map shows
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
MATCH (element:ReleasedElement)
WHERE element.people
WITH element.kind AS kind, element.sector AS sector, element
WITH kind, sector, collect(DISTINCT element.place) AS whom
RETURN kind, sector, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY kind, sector
