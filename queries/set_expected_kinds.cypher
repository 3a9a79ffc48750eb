// name: set_expected_kinds
// summary: Say which kinds and names a neighbourhood expects to have.
// audience: internal
// returns: nothing
// param id: id
// param expected: list of text
MATCH (neighbourhood:Neighbourhood {id: $id})
SET neighbourhood.expected_kinds = $expected
