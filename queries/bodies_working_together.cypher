// name: bodies_working_together
// summary: Which sectors work together?
// topic: bridging
// definition: Pairs of bodies of the directory that collaborate actively, by the sector of both. Bodies are nobody's own, so they are counted exactly.
// audience: analyst
// returns: many, at most 100
// column sector: sector            Sector
// column other_sector: sector      Sector of the other
// column pairs: integer            Pairs of bodies
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls pairs: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[line:COLLABORATES_WITH]-(other:ReleasedElement)
WHERE one.place <> other.place AND line.state IN ['generative', 'engaged']
  AND NOT one.people AND NOT other.people
  AND (one.sector < other.sector OR (one.sector = other.sector AND one.place < other.place))
WITH DISTINCT one, other
WITH one.sector AS sector, other.sector AS other_sector, one
WITH sector, other_sector, count(one) AS pairs
RETURN sector, other_sector, pairs, null AS people_behind, [] AS whom
ORDER BY sector, other_sector
