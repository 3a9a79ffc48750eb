// name: draw_figures
// summary: Draw elements on a care map.
// audience: internal
// returns: nothing
// param id: id              the care map
// param rows: list of map   element_id, and fields of the figure
MATCH (map:CareMap {id: $id})
UNWIND $rows AS row
MATCH (element:Element {id: row.element_id})
CREATE (map)-[drawn:DRAWS]->(element)
SET drawn += row.fields
