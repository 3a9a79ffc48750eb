// name: keep_drawing
// summary: Keep a dated drawing of a care map; it never changes after.
// audience: internal
// returns: nothing
// param drawing: map        its fields; present and plan may be missing
CREATE (drawing:Drawing)
SET drawing += $drawing
