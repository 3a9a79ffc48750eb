// name: state_acting
// summary: Keep on what ground an account acts for the person whose care map it is.
// audience: internal
// returns: nothing
// param acting: map         id, scope, account, ground, decided_on, decided_by, at and review_on
CREATE (acting:Acting)
SET acting += $acting
