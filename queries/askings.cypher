// name: askings
// summary: Every invitation to the team of a care map, the first made first.
// audience: internal
// returns: many, at most 5,000
// param team_of: id
// column id: id
// column made_at: instant
// column fields: map
MATCH (invitation:Invitation {team_of: $team_of})
RETURN invitation.id AS id, invitation.made_at AS made_at, properties(invitation) AS fields
ORDER BY made_at, id
