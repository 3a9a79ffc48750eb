// The areas of a neighbourhood, and what is drawn under them.
CREATE CONSTRAINT area_id IF NOT EXISTS FOR (n:Area) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT underlay_id IF NOT EXISTS FOR (n:Underlay) REQUIRE n.id IS UNIQUE;
CREATE INDEX area_scope_kind IF NOT EXISTS FOR (n:Area) ON (n.scope, n.kind);
CREATE INDEX underlay_scope IF NOT EXISTS FOR (n:Underlay) ON (n.scope);
