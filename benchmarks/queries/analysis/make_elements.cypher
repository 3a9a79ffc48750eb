// One batch of a network's elements.
UNWIND $rows AS row
CREATE (element:Element {id: row.id})
SET element += row
