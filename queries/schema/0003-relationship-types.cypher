// The embedded store makes a relationship type when it is first used, which is a schema change;
// here it is made on its own, before anybody saves. Neo4j is not changed by it.
MERGE (service:Service {id: 'service'})
CREATE (service)-[:DRAWS]->(service), (service)-[:CARES_FOR]->(service),
  (service)-[:COLLABORATES_WITH]->(service), (service)-[:RELATED_TO]->(service),
  (service)-[:MEMBER_OF]->(service), (service)-[:LOCATED_AT]->(service),
  (service)-[:WITHIN]->(service), (service)-[:LISTED_IN]->(service),
  (service)-[:HAS_ROLE]->(service);
MATCH (service:Service {id: 'service'})-[made]->(service)
DELETE made;
