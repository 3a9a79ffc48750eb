// name: create_households
// summary: Make household outlines.
// audience: internal
// returns: nothing
// param rows: list of map   each a household's fields, id and scope among them
UNWIND $rows AS row
CREATE (household:Household {id: row.id})
SET household += row
