// name: directory_elements_by_id
// summary: Some entries of a neighbourhood's directory that are in use.
// audience: internal
// returns: many, at most 2,000
// param neighbourhood: id
// param element_ids: list of id
// column element: map
// column element_id: id
MATCH (element:Element)-[:LISTED_IN]->(:Neighbourhood {id: $neighbourhood})
WHERE element.id IN $element_ids AND element.retired IS NULL AND element.merged_into IS NULL
RETURN properties(element) AS element, element.id AS element_id
ORDER BY element_id
