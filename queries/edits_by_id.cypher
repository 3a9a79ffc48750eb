// name: edits_by_id
// summary: Some of a care map's edits.
// audience: internal
// returns: many, at most 1,000
// param scope: id
// param ids: list of id
// column id: id
// column fields: map
MATCH (edit:Edit {scope: $scope})
WHERE edit.id IN $ids
RETURN edit.id AS id, properties(edit) AS fields
ORDER BY id
