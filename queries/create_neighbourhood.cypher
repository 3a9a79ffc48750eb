// name: create_neighbourhood
// summary: Make a neighbourhood, empty.
// audience: internal
// returns: nothing
// param id: id
// param name: text
CREATE (:Neighbourhood {id: $id, name: $name, edit_seq: 0, view_seq: 0})
