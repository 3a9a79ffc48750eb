// name: write_invitation
// summary: Make an invitation to a care map, a neighbourhood or the service.
// audience: internal
// returns: nothing
// param id: id
// param by: id
// param secret_hash: text
// param care_map: id?
// param neighbourhood: id?
// param role: role?               on the care map or neighbourhood
// param service_roles: list of service_role
// param until: instant?           when the access that it gives ends
// param made_at: instant
// param expires_at: instant
CREATE (:Invitation {
  id: $id, by: $by, secret_hash: $secret_hash, care_map: $care_map, neighbourhood: $neighbourhood,
  role: $role, until: $until, service_roles: $service_roles, made_at: $made_at,
  expires_at: $expires_at
})
