// A release's inner database: an id made for this release alone, for each element.
CREATE CONSTRAINT service_id IF NOT EXISTS FOR (n:Service) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT released_element_id IF NOT EXISTS FOR (n:ReleasedElement) REQUIRE n.id IS UNIQUE;
