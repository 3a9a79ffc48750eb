// name: wordings
// summary: Every wording that consent is or was given to, older versions first.
// audience: internal
// returns: many, at most 1,000
// column id: id
// column version: integer
// column purpose: text
// column text: text
MATCH (wording:Wording)
RETURN wording.id AS id, wording.version AS version, wording.purpose AS purpose,
       wording.text AS text
ORDER BY purpose, version
