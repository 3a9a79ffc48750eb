// name: advance_care_map
// summary: Take the next place in a care map's edits and audit chain, and hold both until the end.
// audience: internal
// returns: one
// param id: id              the care map
// param edit: id            the edit that asks for the place
// column fields: map        the map's own fields, edit_seq already the new one
// column known: map?        the edit's own fields, if it was kept before
// column n: integer         the place in the audit chain, and
// column previous: text     the hash of the entry before it
// column consents: integer  how many consents about the map's things are in force
MERGE (chain:Chain {id: $id})
ON CREATE SET chain.length = 0, chain.head = ''
SET chain.length = chain.length + 1
WITH chain
// The chain came first: those who wait for each other at a node with relationships, as the map
// has, run into deadlocks on Neo4j.
MATCH (map:CareMap {id: $id})
SET map.edit_seq = map.edit_seq + 1
WITH map, chain
OPTIONAL MATCH (known:Edit {id: $edit})
WITH map, chain, known
OPTIONAL MATCH (consent:Consent {scope: $id})
WHERE consent.withdrawn_at IS NULL
WITH map, chain, known, count(consent) AS consents
RETURN properties(map) AS fields, properties(known) AS known, chain.length AS n,
       chain.head AS previous, consents
