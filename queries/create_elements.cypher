// name: create_elements
// summary: Make elements.
// audience: internal
// returns: nothing
// param rows: list of map   each an element's fields, id among them
UNWIND $rows AS row
CREATE (element:Element {id: row.id})
SET element += row
