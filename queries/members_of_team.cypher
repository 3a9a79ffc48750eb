// name: members_of_team
// summary: Who is or was on a team.
// audience: internal
// returns: many, at most 5,000
// param scope: id           the team
// column element_id: id
// column id: id             of the membership
// column fields: map
MATCH (element:Element)-[line:MEMBER_OF]->(:Element {id: $scope})
WHERE line.scope = $scope
RETURN element.id AS element_id, line.id AS id, properties(line) AS fields
ORDER BY element_id
