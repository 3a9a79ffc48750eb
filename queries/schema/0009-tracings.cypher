// The picture of a paper map that was saved with a care map, one a map.
CREATE CONSTRAINT tracing_id IF NOT EXISTS FOR (n:Tracing) REQUIRE n.id IS UNIQUE;
