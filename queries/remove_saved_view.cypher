// name: remove_saved_view
// summary: Take a saved view of a neighbourhood's map away.
// audience: internal
// returns: one
// param id: id
// param scope: id
// column name: text
MATCH (view:SavedView {id: $id, scope: $scope})
WITH view, view.name AS name
DELETE view
RETURN name
