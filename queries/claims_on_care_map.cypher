// name: claims_on_care_map
// summary: Which figures of a care map are which accounts' own.
// audience: internal
// returns: many, at most 5,000
// param care_map: id
// column account_id: id
// column element_id: id
MATCH (:CareMap {id: $care_map})-[:DRAWS]->(element:Element)<-[claim:DRAWN_AS]-(account:Account)
WHERE claim.care_map = $care_map
RETURN account.id AS account_id, element.id AS element_id
ORDER BY element_id, account_id
