// name: imported_elements
// summary: What an import compares with: the entries of a directory, retired ones too.
// audience: internal
// returns: many, at most 200,000
// param neighbourhood: id
// column id: id
// column name: text
// column individual: truth
// column retired: truth
// column imported: text?   the fingerprint of what an import wrote
MATCH (element:Element)-[:LISTED_IN]->(:Neighbourhood {id: $neighbourhood})
RETURN element.id AS id, element.name AS name,
       (coalesce(element.individual, false) OR element.kind = 'person') AS individual,
       (element.retired IS NOT NULL) AS retired, element.imported AS imported
ORDER BY id
