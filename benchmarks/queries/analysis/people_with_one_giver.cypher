// How many supported people rely on one giver.
MATCH (giver:Element)-[care:CARES_FOR]->(person:Element {supported: true})
WHERE care.state IN ['generative', 'engaged']
WITH person, count(DISTINCT giver) AS givers
WHERE givers = 1
RETURN count(*) AS value
