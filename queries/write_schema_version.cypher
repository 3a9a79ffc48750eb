// name: write_schema_version
// summary: Remember that a migration was applied.
// audience: internal
// returns: nothing
// param version: integer   the migration's number
MERGE (service:Service {id: 'service'})
SET service.schema_version = $version
