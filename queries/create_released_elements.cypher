// name: create_released_elements
// summary: Write elements into a release's inner database.
// audience: internal
// returns: nothing
// param rows: list of map   each an element's fields, its id of this release among them
UNWIND $rows AS row
CREATE (element:ReleasedElement {id: row.id})
SET element += row
