// name: mark_here
// summary: Say that accounts are at a care map now; a mark that is not renewed soon ends by itself.
// audience: internal
// returns: nothing
// param rows: list of map   each id, care_map, account and until
UNWIND $rows AS row
MERGE (here:Here {id: row.id})
SET here += row
