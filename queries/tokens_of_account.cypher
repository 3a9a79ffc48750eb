// name: tokens_of_account
// summary: The keys that an account has made for its programs.
// audience: internal
// returns: many, at most 1,000
// param account: id
// column id: id
// column label: text              sealed
// column scopes: list of text
// column made_at: instant
// column expires_at: instant
MATCH (token:Token)
WHERE token.account = $account
RETURN token.id AS id, token.label AS label, token.scopes AS scopes, token.made_at AS made_at,
       token.expires_at AS expires_at
ORDER BY made_at, id
