// Who is joined to most others?
MATCH (body:Element)-[]-(other:Element)
RETURN body.name AS name, body.sector AS sector, count(DISTINCT other) AS others
ORDER BY others DESC, name
LIMIT 20
