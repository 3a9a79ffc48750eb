// name: keep_answers
// summary: Keep answers that a release gives.
// audience: internal
// returns: nothing
// param answers: list of map   id, neighbourhood, release, question, at, numbers
UNWIND $answers AS one
CREATE (answer:AnswerGiven)
SET answer += one
