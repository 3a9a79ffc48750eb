// name: advance_directory
// summary: Take the next place in a directory's edits, and hold it until the end.
// audience: internal
// returns: one
// param id: id          the neighbourhood
// param edit: id        the edit that asks for the place
// column seq: integer   the place
// column known: map?    the edit's own fields, if it was kept before
MATCH (neighbourhood:Neighbourhood {id: $id})
SET neighbourhood.edit_seq = neighbourhood.edit_seq + 1,
    neighbourhood.view_seq = neighbourhood.view_seq + 1
WITH neighbourhood
OPTIONAL MATCH (known:Edit {id: $edit})
RETURN neighbourhood.edit_seq AS seq, properties(known) AS known
