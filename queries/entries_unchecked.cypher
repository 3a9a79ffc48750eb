// name: entries_unchecked
// summary: Entries that a neighbourhood looks after and nobody checked since a day, or listed since.
// audience: internal
// returns: many, at most 100,000
// param neighbourhood: id
// param scope: id                the same
// param before: date
// column id: id
// column name: text
// column kind: text
// column checked_on: date?
// column looked_after_by: id?
MATCH (element:Element {scope: $scope})-[listed:LISTED_IN]->(:Neighbourhood {id: $neighbourhood})
WHERE element.retired IS NULL AND element.merged_into IS NULL
  AND coalesce(element.checked_on, listed.since) < $before
RETURN element.id AS id, element.name AS name, element.kind AS kind,
       element.checked_on AS checked_on, element.looked_after_by AS looked_after_by
ORDER BY id
