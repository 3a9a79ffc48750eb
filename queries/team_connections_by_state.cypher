// name: team_connections_by_state
// summary: How do the teams' connections stand?
// topic: teams
// definition: Pairs of a team and anyone connected with it, by the state of the connection: generative, engaged, inactive or potential. A pair with two states is in both rows, and once in the total.
// audience: analyst
// returns: many, at most 100
// counts: team ties
// adds up: state
// column state: state               State
// column ties: integer              Pairs of a team and a partner
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls ties: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (one:ReleasedElement)-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(other:ReleasedElement)
WHERE one.kind = 'team' AND one.place <> other.place
WITH line.state AS state, one, other
WITH state,
     collect(DISTINCT one.place * 1000000 + other.place) AS counted,
     collect(DISTINCT CASE WHEN one.people THEN one.place END) AS givers,
     collect(DISTINCT CASE WHEN other.people THEN other.place END) AS getters
RETURN state, size(counted) AS ties,
       CASE WHEN size(givers) = 0 AND size(getters) = 0 THEN null
            WHEN size(givers) = 0 OR (size(getters) > 0 AND size(getters) < size(givers))
            THEN size(getters) ELSE size(givers) END AS people_behind,
       givers + getters AS whom, counted
ORDER BY state
