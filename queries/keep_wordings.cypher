// name: keep_wordings
// summary: Keep wordings; one that is kept already stays as it is.
// audience: internal
// returns: nothing
// param rows: list of map   id, version, purpose and text
UNWIND $rows AS row
MERGE (wording:Wording {id: row.id})
ON CREATE SET wording.version = row.version, wording.purpose = row.purpose,
              wording.text = row.text
