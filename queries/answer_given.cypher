// name: answer_given
// summary: What a release answered to a question.
// audience: internal
// returns: one
// param release: id
// param question: text   its name and what was chosen
// column question: text
// column numbers: json
MATCH (answer:AnswerGiven {release: $release, question: $question})
RETURN answer.question AS question, answer.numbers AS numbers
