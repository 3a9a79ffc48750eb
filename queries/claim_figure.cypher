// name: claim_figure
// summary: Note that a figure of a care map is an account's own.
// audience: internal
// returns: nothing
// param account: id
// param element_id: id
// param care_map: id
// param since: instant
MATCH (account:Account {id: $account})
MATCH (element:Element {id: $element_id})
MERGE (account)-[claim:DRAWN_AS {care_map: $care_map}]->(element)
SET claim.since = $since
