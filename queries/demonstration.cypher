// name: demonstration
// summary: Whether the demonstration was made whole.
// audience: internal
// returns: one
// column made: truth
OPTIONAL MATCH (service:Service {id: 'service'})
RETURN coalesce(service.demonstration, false) AS made
