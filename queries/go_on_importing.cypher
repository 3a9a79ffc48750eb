// name: go_on_importing
// summary: Note what a batch of an import writes, unless another import was begun since.
// audience: internal
// returns: one
// param neighbourhood: id
// param run: id            this run of the import
// param id: id             the import
// param rows: integer      how many elements and connections the batch writes
// param state: text
// param at: instant
// column written: integer
MATCH (neighbourhood:Neighbourhood {id: $neighbourhood})
SET neighbourhood.view_seq = neighbourhood.view_seq + 1
WITH neighbourhood
WHERE neighbourhood.importing = $run
MATCH (import:Import {id: $id})
SET import.written = import.written + $rows, import.state = $state, import.at = $at
RETURN import.written AS written
