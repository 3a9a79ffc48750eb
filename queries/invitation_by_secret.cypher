// name: invitation_by_secret
// summary: The invitation that a link opens, with its inviter.
// audience: internal
// returns: one
// param secret_hash: text
// column id: id
// column by: id
// column inviter_name: text       sealed
// column care_map: id?
// column neighbourhood: id?
// column role: role?
// column service_roles: list of service_role
// column expires_at: instant      when the link stops working
// column until: instant?          when the access that it gives ends
// column used_at: instant?
// column team_of: id?              the care map whose team it asks somebody to join, and
// column figure: id?               whom that map draws
// column answer: text?
MATCH (invitation:Invitation {secret_hash: $secret_hash})
MATCH (inviter:Account {id: invitation.by})
RETURN invitation.id AS id, invitation.by AS by, inviter.name AS inviter_name,
       invitation.care_map AS care_map, invitation.neighbourhood AS neighbourhood,
       invitation.role AS role, invitation.service_roles AS service_roles,
       invitation.expires_at AS expires_at, invitation.until AS until,
       invitation.used_at AS used_at,
       invitation.team_of AS team_of, invitation.figure AS figure, invitation.answer AS answer
