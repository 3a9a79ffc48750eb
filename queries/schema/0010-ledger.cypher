// What releases answered about people, so that no later answer tells of one by the difference.
CREATE CONSTRAINT ledger_id IF NOT EXISTS FOR (n:Ledger) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT released_people_id IF NOT EXISTS FOR (n:ReleasedPeople) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT answer_given_id IF NOT EXISTS FOR (n:AnswerGiven) REQUIRE n.id IS UNIQUE;
CREATE INDEX answer_given_neighbourhood IF NOT EXISTS FOR (n:AnswerGiven) ON (n.neighbourhood);
CREATE INDEX answer_given_release IF NOT EXISTS FOR (n:AnswerGiven) ON (n.release);
