// Acting for the person whose care map it is: found by the map.
CREATE CONSTRAINT acting_id IF NOT EXISTS FOR (n:Acting) REQUIRE n.id IS UNIQUE;
CREATE INDEX acting_scope IF NOT EXISTS FOR (n:Acting) ON (n.scope);
