// Who is at a care map now: marks that end by themselves.
CREATE CONSTRAINT here_id IF NOT EXISTS FOR (n:Here) REQUIRE n.id IS UNIQUE;
CREATE INDEX here_care_map IF NOT EXISTS FOR (n:Here) ON (n.care_map);
