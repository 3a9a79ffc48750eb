// name: ties_across_by_type
// summary: What joins formal and informal care?
// topic: bridging
// definition: Pairs of a formal carer with an informal or community one, by the type of their active connection. A pair with two types is in both rows, and once in the total.
// audience: analyst
// returns: many, at most 100
// counts: ties
// adds up: connection
// column connection: connection_type   How they are connected
// column ties: integer                 Pairs with a tie
// column people_behind: integer?       the fewest people on a side that has people
// column whom: list of integer         who is behind it, by place in the release
// column counted: list of integer      what is counted, each once
// controls ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(other:ReleasedElement)
WHERE one.place < other.place AND line.state IN ['generative', 'engaged']
  AND one.position IN ['formal', 'community', 'informal']
  AND other.position IN ['formal', 'community', 'informal']
  AND (one.position = 'formal' OR other.position = 'formal') AND one.position <> other.position
WITH toLower(type(line)) AS connection, one, other
WITH connection,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN connection, size(counted) AS ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY connection
