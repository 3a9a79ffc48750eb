// name: consents_to
// summary: Every consent in force to one neighbourhood for one purpose.
// audience: internal
// returns: many, at most 500,000
// param to: id              the neighbourhood
// param purpose: text
// column id: id
// column scope: id          the care map
// column about: id
// column fields: map
MATCH (consent:Consent {to: $to})
WHERE consent.purpose = $purpose AND consent.withdrawn_at IS NULL
RETURN consent.id AS id, consent.scope AS scope, consent.about AS about,
       properties(consent) AS fields
ORDER BY id
