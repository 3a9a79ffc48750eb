// name: claims_of_account
// summary: The figures that are an account's own, on every care map that draws them.
// audience: internal
// returns: many, at most 1,000
// param account: id
// column element_id: id
// column care_map: id
// column scope: id          the care map, or a neighbourhood if it is of its directory
// column person_id: id?
MATCH (:Account {id: $account})-[claim:DRAWN_AS]->(element:Element)
MATCH (map:CareMap {id: claim.care_map})-[:DRAWS]->(element)
WHERE map.ends_at IS NULL
RETURN element.id AS element_id, claim.care_map AS care_map, element.scope AS scope,
       element.person_id AS person_id
ORDER BY care_map, element_id
