// name: begin_import
// summary: Begin an import, or go on with it; whatever else was being imported there stops.
// audience: internal
// returns: one
// param neighbourhood: id
// param run: id            this run of it
// param id: id             the import
// param fields: map        all that is new of it, id and scope among them
// column view_seq: integer
MATCH (neighbourhood:Neighbourhood {id: $neighbourhood})
SET neighbourhood.importing = $run
MERGE (import:Import {id: $id})
SET import += $fields, import.written = coalesce(import.written, 0)
RETURN neighbourhood.view_seq AS view_seq
