// name: remove_open_invitations
// summary: Remove the invitations to a care map that nobody has used.
// audience: internal
// returns: nothing
// param care_map: id
MATCH (invitation:Invitation {care_map: $care_map})
WHERE invitation.used_at IS NULL
DELETE invitation
