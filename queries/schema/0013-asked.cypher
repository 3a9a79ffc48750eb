// Asking to see a care map: found by id, by whose asking it is, and by the map that it names.
CREATE CONSTRAINT asked_id IF NOT EXISTS FOR (n:Asked) REQUIRE n.id IS UNIQUE;
CREATE INDEX asked_by IF NOT EXISTS FOR (n:Asked) ON (n.by);
CREATE INDEX asked_care_map IF NOT EXISTS FOR (n:Asked) ON (n.care_map);
