// name: figures_in_households
// summary: Who is drawn inside some households of a care map.
// audience: internal
// returns: many, at most 5,000
// param id: id              the care map
// param households: list of id
// column element_id: id
MATCH (:CareMap {id: $id})-[drawn:DRAWS]->(element:Element)
WHERE drawn.household IN $households
RETURN element.id AS element_id
ORDER BY element_id
