// Whether an account has opened a care map this hour is asked at every opening.
CREATE INDEX audit_by_whom IF NOT EXISTS FOR (n:Audit) ON (n.chain, n.account, n.action);
