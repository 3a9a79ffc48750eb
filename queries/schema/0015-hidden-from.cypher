// An owner who hides from another what they look at: found by the map.
CREATE CONSTRAINT hidden_from_id IF NOT EXISTS FOR (n:HiddenFrom) REQUIRE n.id IS UNIQUE;
CREATE INDEX hidden_from_scope IF NOT EXISTS FOR (n:HiddenFrom) ON (n.scope);
