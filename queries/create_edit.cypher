// name: create_edit
// summary: Keep an edit as it took effect.
// audience: internal
// returns: nothing
// param fields: map         id, scope, seq, by, at, made_at, body, body_digest, undoes, rubbed_out
CREATE (edit:Edit)
SET edit += $fields
