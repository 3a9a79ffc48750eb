// name: people_by_kind_and_sector
// summary: Who is here, of each kind and sector?
// audience: analyst
// returns: many, at most 100
// column kind: kind                  Kind
// column sector: sector              Sector
// column people: integer             People, teams, and groups that only a care map shows
// column people_behind: integer
// column whom: list of integer       who they are, by place in the release
// controls people: people_behind
MATCH (element:ReleasedElement)
WHERE element.people
WITH element.kind AS kind, element.sector AS sector, count(element) AS people,
     collect(element.place) AS whom
RETURN kind, sector, people, people AS people_behind, whom
ORDER BY kind, sector
