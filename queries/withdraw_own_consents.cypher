// name: withdraw_own_consents
// summary: Take back one account's consents about some things, for some purposes.
// audience: internal
// returns: one
// param scope: id           the care map
// param by: id
// param about: list of id
// param purposes: list of text
// param at: instant
// column withdrawn: integer
MATCH (consent:Consent {scope: $scope})
WHERE consent.withdrawn_at IS NULL AND consent.by = $by
  AND consent.about IN $about AND consent.purpose IN $purposes
SET consent.withdrawn_at = $at
RETURN count(consent) AS withdrawn
