// name: read_schema_version
// summary: The number of the last migration that this data has had.
// audience: internal
// returns: one
// column version: integer
MATCH (service:Service {id: 'service'})
RETURN service.schema_version AS version
