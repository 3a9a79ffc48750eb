// name: show_to
// summary: End that an owner of a care map hides from another what they look at.
// audience: internal
// returns: nothing
// param scope: id           the care map
// param by: id
// param account: id
MATCH (hidden:HiddenFrom {scope: $scope})
WHERE hidden.by = $by AND hidden.account = $account
DELETE hidden
