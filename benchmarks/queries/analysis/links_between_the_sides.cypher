// How many pairs of a formal and an informal carer are linked: mixing's cross-side ties.
MATCH (formal:Element {side: 'formal'})-[line:CARES_FOR|COLLABORATES_WITH|MEMBER_OF]-(informal:Element {side: 'informal'})
WHERE line.state IN ['generative', 'engaged']
WITH DISTINCT formal, informal
RETURN count(*) AS value
