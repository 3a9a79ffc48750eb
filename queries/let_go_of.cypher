// name: let_go_of
// summary: End what ties a removed person's figure to an account and to a team.
// audience: internal
// returns: nothing
// param care_map: id
// param element_id: id
// param scope: id           the care map's team
MATCH (element:Element {id: $element_id})
OPTIONAL MATCH (:Account)-[claim:DRAWN_AS]->(element)
WHERE claim.care_map = $care_map
OPTIONAL MATCH (element)-[member:MEMBER_OF]->(:Element {id: $scope})
WHERE member.scope = $scope
DELETE claim, member
