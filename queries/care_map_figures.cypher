// name: care_map_figures
// summary: Every figure that a care map draws, with its element.
// audience: internal
// returns: many, at most 5,000
// param id: id              the care map
// column figure: map
// column element: map
// column element_id: id
MATCH (:CareMap {id: $id})-[drawn:DRAWS]->(element:Element)
RETURN properties(drawn) AS figure, properties(element) AS element, element.id AS element_id
ORDER BY element_id
