"""A query file whose header and text disagree, or that breaks a rule, is refused with its place."""

from pathlib import Path

import pytest

from queries import FOLDER, ParameterError, Query, QueryFileError, load

CARERS_OF = """\
// name: carers_of
// summary: Everyone who gives care to one element now.
// audience: internal
// returns: many, at most 1,000
// param element_id: id          the element cared for
// param scopes: list of id      what the reader may see
// column carer_id: id
// column frequency: frequency?   null where nobody has said
MATCH (carer:Element)-[care:CARES_FOR]->(:Element {id: $element_id})
WHERE care.scope IN $scopes
RETURN carer.id AS carer_id, care.frequency AS frequency
ORDER BY carer_id
"""


def loaded(folder: Path, text: str, name: str = "carers_of") -> Query:
    (folder / f"{name}.cypher").write_text(text, encoding="utf-8")
    return load(folder)[name]


def fault(folder: Path, was: str, now: str) -> str:
    """What the loader says when this part of the file is changed."""
    assert was in CARERS_OF
    with pytest.raises(QueryFileError) as raised:
        loaded(folder, CARERS_OF.replace(was, now))
    return str(raised.value)


def test_a_file_that_agrees_with_its_header_is_read(tmp_path: Path) -> None:
    query = loaded(tmp_path, CARERS_OF)
    assert (query.name, query.returns, query.at_most) == ("carers_of", "many", 1000)
    assert [parameter.name for parameter in query.parameters] == ["element_id", "scopes"]
    assert [column.may_be_null for column in query.columns] == [False, True]
    assert not query.writes


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("$element_id", "$elment_id", ":9: $elment_id is not declared; did you mean $element_id?"),
        ("id: $element_id", "id: 'a'", ":5: $element_id is declared and not used"),
        ("id: $element_id", "id: '$element_id'", ":5: $element_id is declared and not used"),
        ("AS frequency", "AS frequencies", ":11: column frequencies is not declared; did you mean"),
        (", care.frequency AS frequency", "", ":8: column frequency is declared and not returned"),
        ("carer.id AS carer_id", "carer.id", ":11: give this column a name with AS"),
        ("// param scopes", "// param element_id: id\n// param scopes", ":6: param element_id is"),
        ("element_id: id ", "element_id: uuid ", ":5: uuid is not a type"),
        ("frequency: frequency?", "frequency: frequencies?", "did you mean frequency?"),
        ("// name: carers_of", "// name: carers", ":1: the name carers is not the file's"),
        ("// summary", "// sumary", ":2: this header line is not understood"),
        ("internal", "analysts", ":3: analysts is not an audience; did you mean analyst?"),
        ("many, at most 1,000", "some", ":4: returns is one of: many, at most N; one; nothing"),
        ("many, at most 1,000", "nothing", "it returns nothing, so it has no RETURN"),
        ("// column", "// waives orderd: so\n// column", "orderd is not a rule; did you mean"),
        ("// column carer", "// waives ordered: so\n// column carer", ":7: ordered is kept, so"),
        ("// column carer", "// waives ordered:\n// column carer", ":7: say why ordered is waived"),
        ("CARES_FOR", "EACH_TYPE", ":9: say `for each type:` to use EACH_TYPE"),
    ],
)  # fmt: skip
def test_header_and_text_are_compared_both_ways(
    tmp_path: Path, was: str, now: str, says: str
) -> None:
    assert says in fault(tmp_path, was, now)


@pytest.mark.parametrize(
    ("rule", "was", "now"),
    [
        ("portable", "carer.id AS", "apoc.text.clean(carer.id) AS"),
        ("portable", "carer.id AS", "elementId(carer) AS"),
        ("portable", "carer.id AS", "id(carer) AS"),
        ("portable", "carer.id AS", "datetime() AS"),
        ("portable", "MATCH (carer", "MATCH SHORTEST 1 (carer"),
        ("portable", "RETURN", "CALL db.labels() YIELD label\nRETURN"),
        ("portable", "MATCH (carer", "LOAD CSV FROM 'file' AS line MATCH (carer"),
        ("bounded", "many, at most 1,000", "many"),
        ("ordered", "ORDER BY carer_id", ""),
        ("scoped", "WHERE care.scope IN $scopes", "WHERE $scopes IS NOT NULL"),
        ("scoped", "[care:CARES_FOR]->(", "[care:CARES_FOR]->()-->("),
        ("scoped", "[care:CARES_FOR]->(", "[care]->()-[:DRAWS|WITHIN]-("),
        ("scoped", "[care:CARES_FOR]->(", "[care:CARES_FOR]->()-[:MEMBER_OF*1..2]->("),
        ("no-names-for-analysts", "internal", "analyst\n// param x: text"),
    ],
)
def test_each_rule_refuses_what_breaks_it(tmp_path: Path, rule: str, was: str, now: str) -> None:
    if rule == "no-names-for-analysts":
        text = CARERS_OF.replace("internal", "analyst").replace("carer.id AS", "carer.name AS")
        with pytest.raises(QueryFileError, match="no-names-for-analysts: an analyst's query may"):
            loaded(tmp_path, text)
    else:
        assert f"{rule}: " in fault(tmp_path, was, now)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a)-[:CARES_FOR {scope: $scope}]->(b)",
        "(a)-[r:CARES_FOR]->(b) WHERE r.scope = $scope",
        "p = (a)-[:MEMBER_OF*1..2]->(b) WHERE all(r IN relationships(p) WHERE r.scope = $scope)",
        "(a)-[:DRAWS|LISTED_IN]-(b) WHERE a.scope = $scope",
    ],
)
def test_every_way_to_say_whose_connections_is_accepted(tmp_path: Path, pattern: str) -> None:
    header = "// name: some\n// summary: Some.\n// audience: internal\n// returns: one\n"
    columns = "// param scope: id\n// column n: integer\n"
    loaded(tmp_path, f"{header}{columns}MATCH {pattern}\nRETURN count(*) AS n", "some")


def test_a_rule_is_waived_in_one_file_with_a_reason(tmp_path: Path) -> None:
    text = CARERS_OF.replace("ORDER BY carer_id\n", "").replace(
        "// column carer", "// waives ordered: the caller counts them\n// column carer"
    )
    assert loaded(tmp_path, text).at_most == 1000


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "another.cypher").write_text("RETURN 1", encoding="utf-8")
    said = fault(tmp_path, "$element_id", "$elment_id")
    assert "another.cypher:1: the header says no name" in said
    assert "carers_of.cypher:9:" in said


def test_a_text_is_made_for_each_type(tmp_path: Path) -> None:
    text = CARERS_OF.replace("CARES_FOR", "EACH_TYPE").replace(
        "// param element", "// for each type: CARES_FOR, RELATED_TO\n// param element"
    )
    query = loaded(tmp_path, text)
    assert query.types == ("cares_for", "related_to")
    sent, values = query.prepare({"type": "related_to", "element_id": "a", "scopes": ["m"]})
    assert "-[care:RELATED_TO]->" in sent
    assert values == {"element_id": "a", "scopes": ["m"]}
    for wrong in ("RELATED_TO", "member_of", None, "x]->() DETACH DELETE n //"):
        with pytest.raises(ParameterError, match="needs `type`, one of: cares_for, related_to"):
            query.prepare({"type": wrong, "element_id": "a", "scopes": ["m"]})


def test_a_type_that_is_none_is_refused(tmp_path: Path) -> None:
    text = CARERS_OF.replace("CARES_FOR", "EACH_TYPE").replace(
        "// param element", "// for each type: CARE_FOR\n// param element"
    )
    with pytest.raises(QueryFileError, match="CARE_FOR is not a connection type; did you mean CAR"):
        loaded(tmp_path, text)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"element_id": "a"}, "needs `scopes`"),
        ({"element_id": "a", "scopes": ["m"], "scope": "m"}, "takes no `scope`; did you mean scop"),
        ({"element_id": None, "scopes": ["m"]}, "`element_id`: it may not be empty"),
        ({"element_id": "a", "scopes": "m"}, "`scopes`: it must be a list, not str"),
        ({"element_id": "a", "scopes": ["m", ""]}, "`scopes`: an id is text of 1 to 64"),
        ({"element_id": "a", "scopes": [None]}, "`scopes`: it may not be empty"),
        ({"element_id": "\udcff", "scopes": []}, "half of a character"),
    ],
)
def test_a_value_is_checked_before_it_is_sent(
    tmp_path: Path, given: dict[str, object], says: str
) -> None:
    with pytest.raises(ParameterError) as raised:
        loaded(tmp_path, CARERS_OF).prepare(given)
    assert says in str(raised.value)


def test_the_queries_of_the_program_keep_every_rule() -> None:
    assert load(FOLDER)


MEALS_GIVEN = """\
// name: meals_given
// summary: How many give meals?
// topic: wealth
// definition: Whoever gives a meal counts once.
// audience: analyst
// returns: many, at most 10
// adds up: sector
// param formality: formality (gifted | paid)   how
// column sector: sector
// column givers: integer
// column people_behind: integer?
// column whom: list of integer
// controls givers: people_behind
MATCH (giver:ReleasedElement)
WHERE giver.formality = $formality
RETURN giver.sector AS sector, count(*) AS givers, count(*) AS people_behind,
       collect(giver.place) AS whom
ORDER BY sector
"""


def test_an_analysts_query_lists_its_values_and_says_whom_it_counts(tmp_path: Path) -> None:
    query = loaded(tmp_path, MEALS_GIVEN, "meals_given")
    assert query.parameters[0].values == ("gifted", "paid")
    assert query.controls == {"givers": "people_behind"}
    assert (query.topic, query.counts, query.adds_up) == ("wealth", "elements", ("sector",))
    query.prepare({"formality": "paid"})
    with pytest.raises(ParameterError, match="one of: gifted, paid"):
        query.prepare({"formality": "lent"})


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("// controls givers: people_behind\n", "", "controlled: say which column has the people"),
        ("controls givers: people", "controls givers: people_who", "people_who_behind is controll"),
        ("whom", "of_whom", "controlled: say who is behind its numbers"),
        ("topic: wealth", "topic: riches", "explained: say what it is about"),
        ("once.", "once", "explained: say in whole sentences"),
        ("adds up: sector", "adds up: givers", "it cannot add up over givers"),
    ],
)
def test_an_analysts_number_without_people_behind_it_is_refused(
    tmp_path: Path, was: str, now: str, says: str
) -> None:
    with pytest.raises(QueryFileError, match=says):
        loaded(tmp_path, MEALS_GIVEN.replace(was, now), "meals_given")
