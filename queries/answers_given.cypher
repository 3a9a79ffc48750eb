// name: answers_given
// summary: Every answer about people that a neighbourhood's releases gave, the earliest first.
// audience: internal
// returns: many, at most 10,000
// param neighbourhood: id
// column release: id
// column question: text
// column numbers: json
MATCH (answer:AnswerGiven {neighbourhood: $neighbourhood})
RETURN answer.release AS release, answer.question AS question, answer.numbers AS numbers
ORDER BY answer.at, answer.id
