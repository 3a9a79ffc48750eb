// name: hide_from
// summary: Keep that an owner of a care map hides from another what they look at.
// audience: internal
// returns: nothing
// param id: id
// param scope: id           the care map
// param by: id
// param account: id
// param at: instant
CREATE (:HiddenFrom {id: $id, scope: $scope, by: $by, account: $account, at: $at})
