// name: withdraw_consents
// summary: Take back consents about some of a care map's things, for some purposes.
// audience: internal
// returns: one
// param scope: id           the care map
// param about: list of id
// param purposes: list of text
// param at: instant
// column withdrawn: integer
MATCH (consent:Consent {scope: $scope})
WHERE consent.withdrawn_at IS NULL AND consent.about IN $about AND consent.purpose IN $purposes
SET consent.withdrawn_at = $at
RETURN count(consent) AS withdrawn
