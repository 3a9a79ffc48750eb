// Which two are joined through one other, and not to each other?
MATCH (one:Element)-[]-(between:Element)-[]-(other:Element)
WHERE one.name < other.name AND NOT (one)-[]-(other)
RETURN one.name AS one, other.name AS other, count(DISTINCT between) AS ways
ORDER BY ways DESC, one, other
LIMIT 20
