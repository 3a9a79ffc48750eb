// Where a neighbourhood's picture has its figures, and the views of it that were given a name.
CREATE CONSTRAINT saved_view_id IF NOT EXISTS FOR (n:SavedView) REQUIRE n.id IS UNIQUE;
CREATE INDEX saved_view_scope IF NOT EXISTS FOR (n:SavedView) ON (n.scope);
CREATE INDEX layout_scope IF NOT EXISTS FOR (n:Layout) ON (n.scope);
