// name: consents_about
// summary: How many consents in force are about some of a care map's things.
// audience: internal
// returns: one
// param scope: id           the care map
// param about: list of id
// column consents: integer
MATCH (consent:Consent {scope: $scope})
WHERE consent.withdrawn_at IS NULL AND consent.about IN $about
RETURN count(consent) AS consents
