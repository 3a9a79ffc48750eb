// name: put_asked_away
// summary: Take back what an account asked to see, or put the answer away; it is not asked anew.
// audience: internal
// returns: one
// param id: id
// param account: id
// column id: id
MATCH (asked:Asked {id: $id, by: $account})
SET asked.put_away = true
RETURN asked.id AS id
