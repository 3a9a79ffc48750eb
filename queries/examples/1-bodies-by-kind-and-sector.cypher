// What bodies are there?
MATCH (body:Element)
RETURN body.kind AS kind, body.sector AS sector, count(*) AS bodies
ORDER BY bodies DESC, kind, sector
