// name: write_proposal
// summary: Write down what somebody proposes for a neighbourhood's directory.
// audience: internal
// returns: nothing
// param proposal: map       id, scope, neighbourhood, by, at, standing, of, body (sealed)
CREATE (proposal:Proposal)
SET proposal += $proposal
