// name: note_demonstration
// summary: Note that the demonstration was made whole.
// audience: internal
// returns: nothing
MERGE (service:Service {id: 'service'})
SET service.demonstration = true
