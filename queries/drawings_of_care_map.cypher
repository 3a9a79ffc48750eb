// name: drawings_of_care_map
// summary: The dated drawings of a care map, the first kept first, without what they draw.
// audience: internal
// returns: many, at most 1,000
// param scope: id
// column id: id
// column kept_at: instant
// column kept_by: id
// column sentence: text?    sealed
// column present: text?     sealed names, as JSON
// column plan: text?        what a plan supposes, as JSON
MATCH (drawing:Drawing {scope: $scope})
RETURN drawing.id AS id, drawing.kept_at AS kept_at, drawing.kept_by AS kept_by,
       drawing.sentence AS sentence, drawing.present AS present, drawing.plan AS plan
ORDER BY kept_at, id
