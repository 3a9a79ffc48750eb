// name: releases
// summary: Every release that was made, the latest first.
// audience: internal
// returns: many, at most 10,000
// column id: id
// column fields: map
MATCH (release:Release)
RETURN release.id AS id, properties(release) AS fields
ORDER BY release.made_at DESC, id
