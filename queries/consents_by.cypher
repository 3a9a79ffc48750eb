// name: consents_by
// summary: Every consent that an account gave, also those taken back, the first given first.
// audience: internal
// returns: many, at most 20,000
// param account: id
// column id: id
// column fields: map
MATCH (consent:Consent)
WHERE consent.by = $account
RETURN consent.id AS id, properties(consent) AS fields
ORDER BY consent.given_at, id
