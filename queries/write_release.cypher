// name: write_release
// summary: Keep that a release was made, and say what the neighbourhood's view is now.
// audience: internal
// returns: one
// param id: id
// param neighbourhood: id
// param at: instant
// param fields: map
// column view_seq: integer   read after the lock: nobody changes it until this is kept
MATCH (neighbourhood:Neighbourhood {id: $neighbourhood})
SET neighbourhood.released_at = $at
CREATE (release:Release {id: $id})
SET release += $fields
RETURN neighbourhood.view_seq AS view_seq
