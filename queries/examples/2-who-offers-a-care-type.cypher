// Who offers meals, and where?
MATCH (body:Element)
WHERE 'meals' IN body.offers
RETURN body.name AS name, body.kind AS kind, body.area AS area
ORDER BY name
