// What was imported into a neighbourhood: once a set of files.
CREATE CONSTRAINT import_id IF NOT EXISTS FOR (n:Import) REQUIRE n.id IS UNIQUE;
CREATE INDEX import_scope IF NOT EXISTS FOR (n:Import) ON (n.scope);
