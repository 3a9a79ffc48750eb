// name: create_underlay
// summary: Make what is drawn under the areas of a neighbourhood: parks, water, streets.
// audience: internal
// returns: nothing
// param rows: list of map   each a feature's fields, id and scope among them
UNWIND $rows AS row
CREATE (feature:Underlay {id: row.id})
SET feature += row
