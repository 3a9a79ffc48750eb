// name: remarks_by
// summary: What an account said was not right, or suggested, the latest first.
// audience: internal
// returns: many, at most 1,000
// param account: id
// column made_at: instant
// column id: id
// column fields: map
MATCH (remark:Remark {by: $account})
RETURN remark.made_at AS made_at, remark.id AS id, properties(remark) AS fields
ORDER BY made_at DESC, id
LIMIT 1000
