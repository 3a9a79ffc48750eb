// What is looked up by something else than its id.
CREATE INDEX edit_scope_seq IF NOT EXISTS FOR (n:Edit) ON (n.scope, n.seq);
CREATE INDEX audit_chain_n IF NOT EXISTS FOR (n:Audit) ON (n.chain, n.n);
CREATE INDEX consent_scope IF NOT EXISTS FOR (n:Consent) ON (n.scope);
CREATE INDEX account_email_index IF NOT EXISTS FOR (n:Account) ON (n.email_index);
CREATE INDEX session_secret_hash IF NOT EXISTS FOR (n:Session) ON (n.secret_hash);
CREATE INDEX token_secret_hash IF NOT EXISTS FOR (n:Token) ON (n.secret_hash);
CREATE INDEX invitation_secret_hash IF NOT EXISTS FOR (n:Invitation) ON (n.secret_hash);
CREATE INDEX element_scope IF NOT EXISTS FOR (n:Element) ON (n.scope);
CREATE INDEX household_scope IF NOT EXISTS FOR (n:Household) ON (n.scope);
CREATE INDEX drawing_scope IF NOT EXISTS FOR (n:Drawing) ON (n.scope);
CREATE INDEX session_account IF NOT EXISTS FOR (n:Session) ON (n.account);
CREATE INDEX token_account IF NOT EXISTS FOR (n:Token) ON (n.account);
CREATE INDEX invitation_care_map IF NOT EXISTS FOR (n:Invitation) ON (n.care_map);
