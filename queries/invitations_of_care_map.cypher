// name: invitations_of_care_map
// summary: The invitations to a care map that can still be used.
// audience: internal
// returns: many, at most 1,000
// param care_map: id
// param now: instant
// column id: id
// column role: role
// column expires_at: instant      when the link stops working
// column until: instant?          when the access that it gives ends
MATCH (invitation:Invitation {care_map: $care_map})
WHERE invitation.used_at IS NULL AND invitation.expires_at > $now
RETURN invitation.id AS id, invitation.role AS role, invitation.expires_at AS expires_at,
       invitation.until AS until
ORDER BY expires_at, id
