// name: remove_askings_of
// summary: Remove invitations to the team of a care map: of one figure, or all of them.
// audience: internal
// returns: nothing
// param team_of: id         the care map
// param figure: id?         null for all
MATCH (invitation:Invitation {team_of: $team_of})
WHERE $figure IS NULL OR invitation.figure = $figure
DELETE invitation
