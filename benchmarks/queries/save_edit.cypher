// The writes of one saved edit, bare: a person drawn with an arrow, the edit and its audit entry.
MERGE (chain:Chain {id: $chain})
ON CREATE SET chain.length = 0, chain.head = ''
SET chain.length = chain.length + 1, chain.head = $hash
WITH chain
MATCH (map:CareMap {id: $map})
SET map.edit_seq = map.edit_seq + 1
WITH map, chain
MATCH (owner:Element {id: $owner})
CREATE (element:Element {id: $element})
SET element += $element_fields
CREATE (map)-[drawn:DRAWS]->(element)
SET drawn += $figure_fields
CREATE (element)-[line:CARES_FOR]->(owner)
SET line += $line_fields
CREATE (edit:Edit {id: $edit, scope: $map, seq: map.edit_seq, body: $body})
CREATE (:Audit {
  id: $chain + '.' + toString(chain.length), chain: $chain, n: chain.length, hash: $hash
})
