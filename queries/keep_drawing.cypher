// name: keep_drawing
// summary: Keep a dated drawing of a care map; it never changes after.
// audience: internal
// returns: nothing
// param drawing: map        id, scope, kept_at, kept_by, sentence, document, digest, redactions
CREATE (drawing:Drawing)
SET drawing += $drawing
