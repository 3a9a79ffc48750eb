// name: remove_things_of
// summary: Remove everything that belongs to one care map: elements, edits, drawings, consents.
// audience: internal
// returns: nothing
// param scope: id           the care map
MATCH (thing)
WHERE thing.scope = $scope
DETACH DELETE thing
