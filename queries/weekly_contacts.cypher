// name: weekly_contacts
// summary: How much care do supported people get in a week?
// topic: resilience
// definition: Supported people by contacts a week in active care: several a day is 21, daily 7, weekly 1, monthly 12 in 52, occasional or not said 4 in 52. It measures contacts, not hours.
// audience: analyst
// returns: many, at most 100
// adds up: contacts
// column contacts: text            Contacts a week
// column people: integer           Supported people
// column people_behind: integer?   the fewest people on a side that has people
// column whom: list of integer     who is behind it, by place in the release
// controls people: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.supported
OPTIONAL MATCH (giver:ReleasedElement)-[care:CARES_FOR]->(element)
WHERE care.state IN ['generative', 'engaged'] AND giver.place <> element.place
WITH element, sum(CASE WHEN care IS NULL THEN 0 WHEN care.frequency = 'several_daily' THEN 273
                       WHEN care.frequency = 'daily' THEN 91 WHEN care.frequency = 'weekly' THEN 13
                       WHEN care.frequency = 'monthly' THEN 3 ELSE 1 END) AS thirteenths
WITH element, CASE WHEN thirteenths = 0 THEN '0' WHEN thirteenths < 13 THEN 'below 1'
                   WHEN thirteenths < 91 THEN '1-6' WHEN thirteenths < 273 THEN '7-20'
                   ELSE '21+' END AS contacts
WITH contacts, collect(DISTINCT element.place) AS whom
RETURN contacts, size(whom) AS people, size(whom) AS people_behind, whom
ORDER BY contacts
