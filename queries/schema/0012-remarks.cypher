// What somebody said was not right, looked up by what it is about and by who said it.
CREATE CONSTRAINT remark_id IF NOT EXISTS FOR (n:Remark) REQUIRE n.id IS UNIQUE;
CREATE INDEX remark_scope IF NOT EXISTS FOR (n:Remark) ON (n.scope);
CREATE INDEX remark_by IF NOT EXISTS FOR (n:Remark) ON (n.by);
