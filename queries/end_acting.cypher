// name: end_acting
// summary: End that an account acts for the person whose care map it is, if it does.
// audience: internal
// returns: nothing
// param scope: id           the care map
// param account: id
// param at: instant
MATCH (acting:Acting {scope: $scope, account: $account})
WHERE acting.ended_at IS NULL
SET acting.ended_at = $at
