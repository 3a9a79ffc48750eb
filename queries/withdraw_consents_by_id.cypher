// name: withdraw_consents_by_id
// summary: Take back some consents of one care map.
// audience: internal
// returns: one
// param scope: id           the care map
// param ids: list of id
// param at: instant
// column withdrawn: integer
MATCH (consent:Consent {scope: $scope})
WHERE consent.withdrawn_at IS NULL AND consent.id IN $ids
SET consent.withdrawn_at = $at
RETURN count(consent) AS withdrawn
