// name: askings_accepted_by
// summary: Invitations to teams that an account accepted, and whose owners have not answered yet.
// audience: internal
// returns: many, at most 1,000
// param account: id
// column id: id
// column used_at: instant
// column inviter_name: text       sealed
MATCH (invitation:Invitation {account: $account})
WHERE invitation.answer = 'accepted'
MATCH (inviter:Account {id: invitation.by})
RETURN invitation.id AS id, invitation.used_at AS used_at, inviter.name AS inviter_name
ORDER BY used_at, id
