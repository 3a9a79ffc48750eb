// name: saved_views
// summary: The views of a neighbourhood's map that were given a name.
// audience: internal
// returns: many, at most 200
// param scope: id
// column id: id
// column name: text
// column shown: text
// column at: instant
MATCH (view:SavedView {scope: $scope})
RETURN view.id AS id, view.name AS name, view.shown AS shown, view.at AS at
ORDER BY name, id
