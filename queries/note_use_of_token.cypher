// name: note_use_of_token
// summary: Note when a program's key was last used.
// audience: internal
// returns: nothing
// param secret_hash: text
// param at: instant
MATCH (token:Token {secret_hash: $secret_hash})
SET token.used_at = $at
