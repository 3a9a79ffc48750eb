// name: rub_out_figures
// summary: Draw some elements on a care map no more.
// audience: internal
// returns: nothing
// param id: id              the care map
// param element_ids: list of id
UNWIND $element_ids AS element_id
MATCH (:CareMap {id: $id})-[drawn:DRAWS]->(:Element {id: element_id})
DELETE drawn
