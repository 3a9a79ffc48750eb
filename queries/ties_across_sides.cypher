// name: ties_across_sides
// summary: Do formal and informal carers link with each other, or with their own?
// topic: mixing
// definition: Pairs of carers with an active connection of care, membership or working together. Community goes with informal; supported people stand between the sides and are in no pair.
// audience: analyst
// returns: many, at most 100
// counts: ties
// adds up: sides
// column sides: text                Sides that it joins
// column ties: integer              Pairs with a tie
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(other:ReleasedElement)
WHERE one.place < other.place AND line.state IN ['generative', 'engaged']
  AND one.position IN ['formal', 'community', 'informal']
  AND other.position IN ['formal', 'community', 'informal']
WITH CASE WHEN one.position = 'formal' AND other.position = 'formal' THEN 'within_formal'
          WHEN one.position = 'formal' OR other.position = 'formal' THEN 'across'
          ELSE 'within_informal' END AS sides, one, other
WITH sides,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN sides, size(counted) AS ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY sides
