// name: hidden_from
// summary: Which owners of a care map hide from which others what they look at.
// audience: internal
// returns: many, at most 10,000
// param scope: id           the care map
// column by: id
// column account: id
MATCH (hidden:HiddenFrom {scope: $scope})
RETURN hidden.by AS by, hidden.account AS account
ORDER BY by, account
