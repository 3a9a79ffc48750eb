// name: import_by_id
// summary: How far an import of some files came.
// audience: internal
// returns: one
// param id: id
// param scope: id           the neighbourhood
// column state: text        under_way or done
// column ground: text?
// column written: integer   rows written by every run of it
MATCH (import:Import {id: $id, scope: $scope})
RETURN import.state AS state, import.ground AS ground, import.written AS written
