// name: create_areas
// summary: Make areas of a neighbourhood.
// audience: internal
// returns: nothing
// param rows: list of map   each an area's fields, id and scope among them
UNWIND $rows AS row
CREATE (area:Area {id: row.id})
SET area += row
