// name: remove_lines_of
// summary: Remove every connection of one care map, also between bodies of the directory.
// audience: internal
// returns: nothing
// param scope: id           the care map
MATCH ()-[line]->()
WHERE line.scope = $scope
DELETE line
