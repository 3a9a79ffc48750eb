// What somebody proposed for a directory, looked up by whose it is, by its map and by who did.
CREATE CONSTRAINT proposal_id IF NOT EXISTS FOR (n:Proposal) REQUIRE n.id IS UNIQUE;
CREATE INDEX proposal_neighbourhood IF NOT EXISTS FOR (n:Proposal) ON (n.neighbourhood);
CREATE INDEX proposal_scope IF NOT EXISTS FOR (n:Proposal) ON (n.scope);
CREATE INDEX proposal_by IF NOT EXISTS FOR (n:Proposal) ON (n.by);
