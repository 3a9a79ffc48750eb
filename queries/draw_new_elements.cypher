// name: draw_new_elements
// summary: Make elements that are private to a care map, and draw them on it.
// audience: internal
// returns: nothing
// param id: id              the care map
// param rows: list of map   element, its fields, id among them; and figure, the figure's fields
MATCH (map:CareMap {id: $id})
UNWIND $rows AS row
CREATE (map)-[drawn:DRAWS]->(element:Element {id: row.element.id})
SET drawn += row.figure, element += row.element
