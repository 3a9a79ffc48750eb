// name: advance_view
// summary: Note that what a neighbourhood's view shows may have changed.
// audience: internal
// returns: nothing
// param id: id
MATCH (neighbourhood:Neighbourhood {id: $id})
SET neighbourhood.view_seq = neighbourhood.view_seq + 1
