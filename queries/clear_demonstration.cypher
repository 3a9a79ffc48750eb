// name: clear_demonstration
// summary: Take away a demonstration that was half made.
// audience: internal
// returns: nothing
MATCH (thing)
WHERE NOT thing:Service AND NOT thing:Chain AND NOT thing:Audit
DETACH DELETE thing
