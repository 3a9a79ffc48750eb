"""What analysts' own Cypher may say: reading, bounded, and only of what is there."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.refusals import NotWellFormed
from mapping.releases.cypher_rules import LONGEST, check
from queries import examples

ALLOWED = [
    "MATCH (body:Element) RETURN body.name ORDER BY body.name LIMIT 10",
    "match (a:Element)-[c:CARES_FOR]->(b) where a.sector = 'formal'"
    " with a, count(distinct b) as helped where helped > 1 return a.name, helped;",
    "MATCH path = (a)-[:COLLABORATES_WITH*1..4]-(b) WHERE a.area = $area RETURN path",
    "MATCH (a) WHERE (a)-[:CARES_FOR]->() AND 'meals' IN a.offers RETURN a",
    "MATCH (a) WHERE ALL(one IN a.offers WHERE one STARTS WITH 'm') RETURN size(a.offers)",
    "MATCH (a) OPTIONAL MATCH (a)-[c]->(b) RETURN a.name, CASE a.kind WHEN 'group' THEN 1 END",
    "UNWIND ['CREATE (n)', 'CALL db.labels()'] AS text RETURN text // DELETE it",
    "MATCH (a) RETURN a.`SET x`, a.name + ' /* MERGE */' AS said",
    "MATCH (a) RETURN a.name AS name\nUNION\nMATCH (b) WHERE b.area = $area RETURN b.name AS name",
    "RETURN 1 AS n /* and */ UNION ALL RETURN 2 AS n union return 3 as n",
    "MATCH (a) WHERE NOT EXISTS { (a)-[:CARES_FOR]->(b) WHERE b.kind = 'group' } RETURN a",
    "MATCH (a) WHERE EXISTS { MATCH (a)-[*1..2]-(b) RETURN b } RETURN a.`union`, 'x UNION y'",
]


@pytest.mark.parametrize("text", [*ALLOWED, *(text for _, text in examples())])
def test_a_query_that_reads_is_allowed_whatever_its_texts_say(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("CREATE (:Element {id: 'new'})", "may only read"),
        ("MATCH (a) /* only reading */ SET /**/ a.name = 'x'", "may only read"),
        ("MATCH (a) // and no more\nDETACH DELETE a", "may only read"),
        ("MATCH (a) WITH a MERGE (b:Element {id: a.id}) RETURN b", "may only read"),
        ("mAtCh (a) rEmOvE a.name", "may only read"),
        ("UNWIND [1] AS n WITH n CREATE (`DELETE`) RETURN n", "may only read"),
        ("CALL db.labels()", "no procedure"),
        ("MATCH (a) CALL apoc.load.json('http://example.org') YIELD value RETURN value", "no proc"),
        ("MATCH (a) RETURN `apoc`.`x`(a)", "a function that is not there"),
        ("RETURN rand()", "a function that is not there"),
        ("CALL { MATCH (a) DELETE a }", "could not be read from line 1"),
        ("MATCH (a) WHERE EXISTS { MATCH (b) DELETE b } RETURN a", "could not be read|only read"),
        ("MATCH (a) WHERE EXISTS { MATCH (b) SET b.x = 1 RETURN b } RETURN a", "may only read"),
        ("MATCH (a) WHERE EXISTS { CREATE (b) RETURN b } RETURN a", "may only read"),
        ("MATCH (a) WHERE EXISTS { CALL db.labels() YIELD l RETURN l } RETURN a", "no procedure"),
        ("MATCH (a) WHERE EXISTS { (a)-[*]-(b) } RETURN a", "4 connections long at most"),
        ("MATCH (a) WHERE EXISTS { (a)--(:Person) } RETURN a", "no people, pets or teams"),
        ("MATCH (a) WHERE EXISTS { (a)--(b) WHERE rand() > 0 } RETURN a", "function that is not"),
        (
            "MATCH (a) WHERE EXISTS { MATCH (a) RETURN a UNION CREATE (b) RETURN b AS a } RETURN a",
            "may only read",
        ),
        ("RETURN 1 AS n UNION CREATE (n) RETURN n", "may only read"),
        ("RETURN 1 AS n UNION CALL db.labels()", "could not be read|no procedure"),
        ("RETURN 1 AS n UNION MATCH (n)-[*]->() RETURN n", "4 connections long at most"),
        ("RETURN 1 AS n UNION/**/MATCH (n:`team`) RETURN n", "no people, pets or teams"),
        ("RETURN 1 AS n UNION UNION RETURN 2 AS n", "could not be read"),
        ("MATCH (a) RETURN COUNT { (a)--() } AS n", "neither CALL { } nor COUNT { }"),
        ("FOREACH (n IN [1] | CREATE (:Element))", "could not be read"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "could not be read"),
        ("CREATE INDEX FOR (n:Element) ON (n.name)", "could not be read"),
        ("USE other MATCH (a) RETURN a", "could not be read"),
        ("PROFILE MATCH (a) RETURN a", "could not be read"),
        ("SHOW DATABASES", "could not be read"),
        ("MATCH (a) RETURN a; MATCH (b) DELETE b", "could not be read from line 1, letter 21"),
        ("MATCH (a)\nRETURN a a", "could not be read from line 2"),
        (r"MATCH (a) WHERE a.name = '\u0027 DELETE a //' RETURN a", "letters as they are"),
        ("MATCH (a)-[*]->(b) RETURN b", "4 connections long at most"),
        ("MATCH (a)-[:CARES_FOR*2..]->(b) RETURN b", "4 connections long at most"),
        ("MATCH (a)-[*..5]->(b) RETURN b", "4 connections long at most"),
        ("MATCH (a)-[*9]->(b) RETURN b", "4 connections long at most"),
        ("MATCH (a:Person) RETURN count(a)", "no people, pets or teams"),
        ("MATCH (a:`person`) RETURN count(a)", "no people, pets or teams"),
        ('MATCH (a {kind: "Person"}) RETURN count(a)', "no people, pets or teams"),
        ("MATCH (a) WHERE a:Service RETURN a", "one label, Element"),
        ("MATCH (a)-[:KNOWS]->(b) RETURN a", "COLLABORATES_WITH"),
        ("RETURN " + "(" * 21 + "1" + ")" * 21, "20 brackets"),
        ("RETURN " + "[" * 500 + "1", "20 brackets"),
        ("RETURN 1" + " " * LONGEST, "at most 3,000 letters"),
        (" \n", "Write a query"),
    ],
)
def test_anything_else_is_refused_with_what_to_put_right(text: str, why: str) -> None:
    with pytest.raises(NotWellFormed, match=why) as refused:
        check(text)
    assert refused.value.field == "cypher"


@given(st.text(max_size=60))
def test_whatever_is_written_is_allowed_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(NotWellFormed):
        check(text)
