// name: people_by_ties
// summary: To how many others are people tied?
// topic: who
// definition: People by how many others they are connected with, of any type and in any state, in bands: the numbers themselves would tell who somebody is.
// audience: analyst
// returns: many, at most 100
// adds up: ties
// param direction: text (outwards | inwards)   Which way the connections go
// column ties: text                How many others
// column people: integer           People
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
MATCH (element:ReleasedElement)
WHERE element.kind = 'person'
WITH CASE WHEN $direction = 'outwards' THEN element.ties_out ELSE element.ties_in END AS ties,
     element
WITH ties, collect(DISTINCT element.place) AS whom
RETURN ties, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY ties
