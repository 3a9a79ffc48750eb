"""Change between two drawings: from the definition, with sets and loops; and what mirrors what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from mapping.analysis import Options, report
from mapping.analysis.change import change
from mapping.analysis.change_words import sentences
from mapping.analysis.small import small_network
from mapping.interchange.network_tables import from_tables
from mapping.network import ConnectionFacts
from mapping.refusals import NotWellFormed
from tests.analysis.drawn import ACTIVE, THIRTEENTHS, Drawn, drawn, element, two_drawings

Key = tuple[str, str, str]


def by_key(drawing: Drawn) -> dict[Key, list[ConnectionFacts]]:
    """Return the connections that are compared, by type and ends."""
    found: dict[Key, list[ConnectionFacts]] = defaultdict(list)
    for one in drawing.usable:
        if one.type in ("collaborates_with", "related_to"):
            found[one.type, min(one.from_, one.to), max(one.from_, one.to)].append(one)
        elif one.type in ("cares_for", "member_of"):
            found[one.type, one.from_, one.to].append(one)
    return found


def said(some: list[ConnectionFacts]) -> tuple[int, set[str]] | None:
    """Return contacts and formalities of the active ones, None if none is."""
    now = [one for one in some if one.state in ACTIVE]
    if not now:
        return None
    formalities = {one.formality for one in now if one.formality}
    return sum(THIRTEENTHS[one.frequency] for one in now), formalities


def care_of(some: list[ConnectionFacts]) -> set[str]:
    """Return the types of care of the active ones."""
    cares = [one for one in some if one.state in ACTIVE and one.type == "cares_for"]
    return {type_ for one in cares for type_ in one.care_types}


def state_of(some: list[ConnectionFacts]) -> str:
    order = ["inactive", "unclassified", "potential"]
    return min((one.state for one in some), key=order.index, default="absent")


@given(two_drawings())
def test_connections_are_as_the_definition_says(two: tuple[Drawn, Drawn]) -> None:
    """Expected: for each type and pair of ends, one after the other."""
    earlier, later = two
    expected: dict[str, list[list[str]]] = defaultdict(list)
    unchanged = 0
    before, after = by_key(earlier), by_key(later)
    for key in sorted({*before, *after}):
        old, new = said(before.get(key, [])), said(after.get(key, []))
        if new and not old:
            expected["new"].append([*key, state_of(before.get(key, []))])
        elif old and not new:
            expected["gone"].append([*key, state_of(after.get(key, []))])
        elif old and new:
            if new[0] > old[0]:
                expected["stronger"].append([*key])
            if new[0] < old[0]:
                expected["weaker"].append([*key])
            if new[1] != old[1]:
                expected["formality_changed"].append([*key])
            unchanged += new == old
            if care_of(before[key]) != care_of(after[key]):
                expected["care_types_changed"].append([*key])
    found: dict[str, Any] = {**change(earlier.network, later.network)}
    for field in ("new", "gone", "stronger", "weaker", "formality_changed", "care_types_changed"):
        assert found[field] == expected[field]
    assert found["unchanged"] == unchanged
    assert found["new_elements"] == sorted(set(later.ids) - set(earlier.ids))
    assert found["gone_elements"] == sorted(set(earlier.ids) - set(later.ids))


def received(drawing: Drawn, person: str, formality: str) -> int:
    return sum(
        THIRTEENTHS[one.frequency]
        for one in drawing.active
        if (one.type, one.to, one.formality) == ("cares_for", person, formality)
    )


def verdict(paid: tuple[int, int], gifted: tuple[int, int]) -> str:
    """Return the verdict, as the definition has it, of before and after."""
    if paid[1] > paid[0]:
        if gifted == (0, 0):
            return "paid_only"
        return "complemented" if gifted[1] * 10 >= gifted[0] * 9 else "displaced"
    if paid[1] < paid[0]:
        return "filled_in" if gifted[1] > gifted[0] else "reduced"
    return "paid_unchanged"


@given(two_drawings())
def test_people_are_as_the_definition_says(two: tuple[Drawn, Drawn]) -> None:
    """Expected: sums over connections of each person supported in either drawing, and in both."""
    found = change(two[0].network, two[1].network)
    by_role = {e.id for drawing in two for e in drawing.elements if e.supported}
    supported = by_role or two[0].supported | two[1].supported
    assert found["people"].keys() == supported & set(two[0].ids) & set(two[1].ids)
    verdicts = []
    sums = {"paid": (0, 0), "gifted": (0, 0)}
    for person, fields in found["people"].items():
        values: dict[str, Any] = {**fields}
        care = {
            formality: (received(two[0], person, formality), received(two[1], person, formality))
            for formality in ("paid", "gifted")
        }
        for place, when in enumerate(("before", "after")):
            assert values[f"paid_{when}"] * 13 == pytest.approx(care["paid"][place])
            assert values[f"gifted_{when}"] * 13 == pytest.approx(care["gifted"][place])
            gives = [n for (_, to), n in two[place].care.items() if to == person]
            shares = [n / sum(gives) for n in gives]
            effective = 1 / sum(share**2 for share in shares) if gives else None
            assert values[f"effective_givers_{when}"] == pytest.approx(effective)
            assert values[f"evenness_{when}"] == pytest.approx(effective and effective / len(gives))
            assert values[f"max_share_{when}"] == pytest.approx(max(shares, default=None))
        assert fields["verdict"] == verdict(care["paid"], care["gifted"])
        rose = care["paid"][1] - care["paid"][0]
        fell = care["gifted"][0] - care["gifted"][1]
        assert fields["displacement"] == (pytest.approx(fell / rose) if rose > 0 else None)
        verdicts.append(fields["verdict"])
        for formality, (one, other) in care.items():
            sums[formality] = (sums[formality][0] + one, sums[formality][1] + other)
    assert found["verdicts"] == Counter(verdicts)
    assert found["overall"] == (verdict(sums["paid"], sums["gifted"]) if verdicts else None)


@given(two_drawings())
def test_looking_back_mirrors_looking_forward(two: tuple[Drawn, Drawn]) -> None:
    there, back = (change(one.network, other.network) for one, other in (two, two[::-1]))
    assert [key[:3] for key in there["new"]] == [key[:3] for key in back["gone"]]
    assert [key[:3] for key in there["gone"]] == [key[:3] for key in back["new"]]
    assert there["stronger"] == back["weaker"]
    assert there["weaker"] == back["stronger"]
    for field in ("formality_changed", "unchanged", "frequency_not_said"):
        assert there[field] == back[field]
    assert there["new_elements"] == back["gone_elements"]
    assert there["load_gini_before"] == back["load_gini_after"]
    for one, other in zip(there["people"].values(), back["people"].values(), strict=True):
        values: dict[str, Any] = {**other}
        for field, value in one.items():
            name, _, when = field.rpartition("_")
            if when in ("before", "after"):
                assert value == values[f"{name}_{'after' if when == 'before' else 'before'}"]


@given(drawn())
def test_a_drawing_is_the_same_as_itself_under_any_connection_ids(one: Drawn) -> None:
    again = replace(
        one, connections=tuple(c._replace(id=f"other-{c.id}") for c in reversed(one.connections))
    )
    found: dict[str, Any] = {**change(one.network, again.network)}
    empty = ("new", "gone", "stronger", "weaker", "formality_changed", "changed")
    assert all(found[field] == [] for field in empty)
    assert set(found["verdicts"]) <= {"paid_unchanged"}
    assert found["load_gini_before"] == found["load_gini_after"]


@given(two_drawings())
def test_other_ids_change_nothing_but_the_ids(two: tuple[Drawn, Drawn]) -> None:
    everyone = Drawn(tuple({e.id: e for d in two for e in d.elements}.values()), ())
    _, to = everyone.relabelled(7)
    moved = [
        Drawn(
            tuple(e._replace(id=to[e.id]) for e in d.elements),
            tuple(
                c._replace(from_=to.get(c.from_, c.from_), to=to.get(c.to, c.to))
                for c in d.connections
            ),
        )
        for d in two
    ]
    one, other = (change(a.network, b.network) for a, b in (two, moved))
    assert {to[id_]: person for id_, person in one["people"].items()} == other["people"]
    for field in ("verdicts", "overall", "unchanged", "load_gini_before", "load_gini_after"):
        assert one[field] == other[field]
    assert len(one["new"]) == len(other["new"])


def test_the_worked_example_is_told_in_words() -> None:
    """Expected: the worked example, read out: paid 1 to 7, gifted 22 to 8, more even."""
    folder = Path(__file__).parent / "worked_example"
    earlier, later = (
        from_tables(folder / f"{when}elements.csv", folder / f"{when}connections.csv")
        for when in ("earlier-", "")
    )
    assert report(later, "change", earlier=earlier)["sentences"] == [
        "Of the connections, 2 began, 1 became more frequent and 1 became less frequent; 2 are as"
        " they were.",
        "Paid care for Ada rose from 1 to 7 contacts a week, while gifted care fell from 22 to 8"
        " contacts a week: as drawn, it was displaced.",
        "Ada's care is shared more evenly than before: whoever gives most gives 46.7% of it, and"
        " gave 91.3%; and less of it is a gift, so look at both.",
        "Ada gives 1 contact a week, as before.",
        "Two drawings show what happened together, not why.",
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        ("", "", "Neither drawing shows a connection that is active."),
        ("b>a", "b>a", "Both drawings show the same 1 connection."),
        ("b>a c>a", "", "Of the connections, 2 ended; 0 are as they were."),
    ],
)
def test_drawings_without_a_difference_or_without_anything_are_told(
    earlier: str, later: str, told: str
) -> None:
    found = change(small_network(earlier), small_network(later))
    assert sentences(found, str)[0] == told


def test_a_change_that_may_only_be_a_fuller_drawing_is_told_as_such() -> None:
    """The earlier drawing does not say how often."""
    line = ConnectionFacts("1", "cares_for", "ben", "ada", "generative", (), "gifted", None)
    people = (element("ada", "person", None, "team_owner"), element("ben"))
    before = Drawn(people, (line,))
    after = Drawn(people, (line._replace(frequency="daily"),))
    found = change(before.network, after.network)
    assert found["stronger"] == found["frequency_not_said"] == [["cares_for", "ben", "ada"]]
    assert "does not say how often" in sentences(found, str)[-1]


def test_who_is_taken_away_first_need_be_on_one_drawing_only() -> None:
    one, other = small_network("ben>ada"), small_network("ben>ada cy>ada")
    assert change(one, other, Options(without=["cy"]))["new"] == []
    with pytest.raises(NotWellFormed, match="on neither drawing"):
        change(one, other, Options(without=["zoe"]))


def test_without_an_earlier_drawing_it_is_refused_and_all_goes_without_it() -> None:
    network = small_network("ben>ada")
    with pytest.raises(NotWellFormed, match="compares two drawings"):
        report(network, "change")
    assert "change" not in report(network, "all")
