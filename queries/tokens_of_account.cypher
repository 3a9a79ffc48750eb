// name: tokens_of_account
// summary: The keys that an account has made for its programs.
// audience: internal
// returns: many, at most 1,000
// param account: id
// column id: id
// column label: text              sealed
// column scopes: list of text
// column releases: list of id     those it is limited to; none if it is not
// column used_at: instant?        to the hour
// column made_at: instant
// column expires_at: instant
MATCH (token:Token)
WHERE token.account = $account
RETURN token.id AS id, token.label AS label, token.scopes AS scopes,
       coalesce(token.releases, []) AS releases, token.used_at AS used_at, token.made_at AS made_at,
       token.expires_at AS expires_at
ORDER BY made_at, id
