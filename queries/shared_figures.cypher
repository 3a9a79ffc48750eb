// name: shared_figures
// summary: Private figures of some care maps that consents in force are about.
// audience: internal
// returns: many, at most 500,000
// param scopes: list of id  the care maps
// param about: list of id
// column scope: id
// column element_id: id
// column told: text
// column is_owner: truth
// column element: map
MATCH (map:CareMap)-[drawn:DRAWS]->(element:Element)
WHERE map.id IN $scopes AND element.scope = map.id AND element.id IN $about
RETURN map.id AS scope, element.id AS element_id, drawn.told AS told,
       element.id IN map.owner_elements AS is_owner, properties(element) AS element
ORDER BY scope, element_id
