// name: create_consents
// summary: Record consents.
// audience: internal
// returns: nothing
// param rows: list of map   each a consent's fields
UNWIND $rows AS row
CREATE (consent:Consent {id: row.id})
SET consent += row
