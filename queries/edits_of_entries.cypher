// name: edits_of_entries
// summary: Every edit of a directory that is about some of its entries, in order.
// audience: internal
// returns: many, at most 100,000
// param scope: id           the neighbourhood
// param ids: list of id
// column seq: integer
// column fields: map
MATCH (edit:Edit {scope: $scope})
WHERE any(id IN edit.about WHERE id IN $ids)
RETURN edit.seq AS seq, properties(edit) AS fields
ORDER BY seq
