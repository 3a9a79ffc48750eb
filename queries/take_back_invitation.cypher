// name: take_back_invitation
// summary: Remove an invitation to a care map that nobody has used.
// audience: internal
// returns: one
// param id: id
// param care_map: id
// column role: role
MATCH (invitation:Invitation {id: $id})
WHERE invitation.care_map = $care_map AND invitation.used_at IS NULL
WITH invitation, invitation.role AS role
DELETE invitation
RETURN role
