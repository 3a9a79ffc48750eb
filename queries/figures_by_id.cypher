// name: figures_by_id
// summary: Some of a care map's figures, with their elements.
// audience: internal
// returns: many, at most 2,000
// param id: id              the care map
// param element_ids: list of id
// column figure: map
// column element: map
// column element_id: id
MATCH (element:Element)<-[drawn:DRAWS]-(:CareMap {id: $id})
WHERE element.id IN $element_ids
RETURN properties(drawn) AS figure, properties(element) AS element, element.id AS element_id
ORDER BY element_id
