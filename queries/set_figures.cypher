// name: set_figures
// summary: Change what a care map draws of some elements; null takes a field away.
// audience: internal
// returns: nothing
// param id: id              the care map
// param rows: list of map   element_id, and fields of the figure
UNWIND $rows AS row
MATCH (:CareMap {id: $id})-[drawn:DRAWS]->(:Element {id: row.element_id})
SET drawn += row.fields
