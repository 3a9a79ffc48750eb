// name: use_invitation
// summary: Use an invitation up, if nobody has; the first write holds it against anyone else.
// audience: internal
// returns: one
// param id: id
// param now: instant
// column id: id
MATCH (invitation:Invitation {id: $id})
SET invitation.tried_at = $now
WITH invitation
WHERE invitation.used_at IS NULL
SET invitation.used_at = $now
RETURN invitation.id AS id
