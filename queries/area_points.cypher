// name: area_points
// summary: Every area of a neighbourhood, of whatever kind, without its outline.
// audience: internal
// returns: many, at most 100,000
// param scope: id     a neighbourhood
// column kind: text
// column vintage: integer?
// column code: text
// column name: text
// column lon: number
// column lat: number
// column population: integer?
MATCH (area:Area {scope: $scope})
RETURN area.kind AS kind, area.vintage AS vintage, area.code AS code, area.name AS name,
  area.lon AS lon, area.lat AS lat, area.population AS population
ORDER BY kind, code
