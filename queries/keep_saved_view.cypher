// name: keep_saved_view
// summary: Give a view of a neighbourhood's map a name.
// audience: internal
// returns: nothing
// param view: map           id, scope, name, shown, by and at
CREATE (view:SavedView)
SET view += $view
