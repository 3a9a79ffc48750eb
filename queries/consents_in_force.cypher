// name: consents_in_force
// summary: Every consent of one care map that was not taken back.
// audience: internal
// returns: many, at most 20,000
// param scope: id           the care map
// column id: id
// column fields: map
MATCH (consent:Consent {scope: $scope})
WHERE consent.withdrawn_at IS NULL
RETURN consent.id AS id, properties(consent) AS fields
ORDER BY id
