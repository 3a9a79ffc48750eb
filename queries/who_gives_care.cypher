// name: who_gives_care
// summary: What share of people and bodies gives care?
// topic: wealth
// definition: People and bodies by sector, and whether they give any active care of this kind. Teams, circles and places are not among them.
// audience: analyst
// returns: many, at most 100
// adds up: sector, gives
// param formality: formality (gifted | paid)   How the care is given
// column sector: sector             Sector
// column gives: text                Gives care
// column actors: integer            People and bodies
// column people_behind: integer?    the fewest people on a side that has people
// column whom: list of integer      who is behind it, by place in the release
// column counted: list of integer   what is counted, each once
// controls actors: people_behind
// waives scoped: a release holds nothing but what may be evaluated
MATCH (element:ReleasedElement)
WHERE element.actor
OPTIONAL MATCH (element)-[care:CARES_FOR]->(:ReleasedElement)
WHERE care.formality = $formality AND care.state IN ['generative', 'engaged']
WITH element, count(care) AS lines
WITH element.sector AS sector, CASE WHEN lines > 0 THEN 'yes' ELSE 'no' END AS gives, element
WITH sector, gives, count(DISTINCT element.id) AS actors,
     collect(DISTINCT CASE WHEN element.people THEN element.place END) AS whom,
     collect(DISTINCT element.place) AS counted
RETURN sector, gives, actors, CASE WHEN size(whom) = 0 THEN null ELSE size(whom) END AS people_behind,
       whom, counted
ORDER BY sector, gives
