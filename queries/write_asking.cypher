// name: write_asking
// summary: Make an invitation to the team of a care map, for one of its figures.
// audience: internal
// returns: nothing
// param id: id
// param by: id
// param secret_hash: text
// param team_of: id               the care map
// param figure: id                the element that is drawn
// param gives: list of text       care types
// param made_at: instant
// param expires_at: instant
CREATE (:Invitation {
  id: $id, by: $by, secret_hash: $secret_hash, team_of: $team_of, figure: $figure, gives: $gives,
  service_roles: [], made_at: $made_at, expires_at: $expires_at
})
