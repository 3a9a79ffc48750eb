// name: withdraw_release
// summary: Say that a release is withdrawn, and why.
// audience: internal
// returns: nothing
// param id: id
// param at: instant
// param because: text
MATCH (release:Release {id: $id})
SET release.withdrawn_at = $at, release.withdrawn_because = $because
