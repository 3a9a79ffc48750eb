// What was released, looked up by the neighbourhood that it was made of.
CREATE CONSTRAINT release_id IF NOT EXISTS FOR (n:Release) REQUIRE n.id IS UNIQUE;
CREATE INDEX release_neighbourhood IF NOT EXISTS FOR (n:Release) ON (n.neighbourhood);
