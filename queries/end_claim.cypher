// name: end_claim
// summary: Note that a figure of a care map is not an account's own any more.
// audience: internal
// returns: nothing
// param account: id
// param element_id: id
// param care_map: id
MATCH (:Account {id: $account})-[claim:DRAWN_AS {care_map: $care_map}]->(:Element {id: $element_id})
DELETE claim
