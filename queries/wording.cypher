// name: wording
// summary: One wording's purpose.
// audience: internal
// returns: one
// param id: id
// column purpose: text
MATCH (wording:Wording {id: $id})
RETURN wording.purpose AS purpose
