// name: set_person
// summary: Say that some private elements are one person, or no longer.
// audience: internal
// returns: nothing
// param ids: list of id
// param person: id?         null takes it away
MATCH (element:Element)
WHERE element.id IN $ids
SET element.person_id = $person
