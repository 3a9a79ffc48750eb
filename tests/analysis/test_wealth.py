"""Who is here and care wealth, where the worked example does not tell."""

from __future__ import annotations

import pytest

from mapping.analysis import Options, report
from mapping.analysis.small import small_network
from mapping.analysis.wealth import wealth
from mapping.analysis.who import who
from mapping.network import CareNetwork, ConnectionFacts, ElementFacts, make_network
from mapping.refusals import NotWellFormed
from mapping.vocabulary import CARE_TYPES


def test_the_same_care_given_twice_or_to_two_people_is_one_mention() -> None:
    found = wealth(small_network("ben>ada:meals ben>cy:meals ben>ada:meals|errands"))
    assert found["mentions"] == {"errands": 1, "meals": 1}
    assert found["givers"] == {"errands": ["ben"], "meals": ["ben"]}


def test_a_gift_without_a_type_offers_care_and_adds_no_mention() -> None:
    found = wealth(small_network("ben>ada"))
    assert (found["offering_gifted"], found["mentions_total"], found["breadth"]) == (1, 0, None)


def test_wealth_counts_care_to_some_receivers_only_when_they_are_named() -> None:
    network = small_network("ben>ada:meals cy>dee:arts")
    assert wealth(network, Options(to=["ada"]))["mentions"] == {"meals": 1}
    assert wealth(network, Options(to=["person"]))["mentions"] == {"arts": 1, "meals": 1}
    assert wealth(network, Options(to=["circle"]))["offering_gifted"] == 0


def test_missing_types_are_told_against_a_vocabulary_only() -> None:
    network = small_network("ben>ada:meals")
    assert wealth(network)["missing_types"] == []
    missing = wealth(network, Options(vocabulary=CARE_TYPES))["missing_types"]
    assert missing == sorted(CARE_TYPES.keys() - {"meals"})


def test_who_is_expected_and_not_drawn_is_named_by_kind_or_name() -> None:
    found = who(small_network("ben>ada"), Options(expected=["pet", "BEN", "Memory clinic"]))
    assert found["missing_expected"] == ["Memory clinic", "pet"]


def test_an_empty_network_has_counts_of_nothing_and_no_shares() -> None:
    found = report(small_network(""), "all")
    assert found["who"]["missing_sectors"] == ["formal", "community", "informal"]
    assert found["wealth"]["offering_gifted_share"] is None
    assert found["mixing"]["ei_index"] is None
    assert found["who"]["sentences"][0] == "Nobody is drawn here yet."


def test_what_if_somebody_were_not_there_is_said_to_be_a_what_if() -> None:
    network = small_network("ben>ada:meals cy>ada:meals")
    found = report(network, "wealth", Options(without=["ben"]))
    assert found["mentions"] == {"meals": 1}
    assert found["basis"]["connections"] == 1
    assert found["basis"]["notes"][0].startswith("This is a what-if.")
    assert network.m == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [({"states": ["lively"]}, "states"), ({"states": []}, "states")],
)
def test_a_choice_that_there_is_not_is_refused_by_its_name(
    given: dict[str, list[str]], field: str
) -> None:
    with pytest.raises(NotWellFormed, match="generative, engaged") as refused:
        Options(**given)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_nobody_unknown_can_be_taken_away() -> None:
    with pytest.raises(NotWellFormed, match="not in the network"):
        report(small_network("ben>ada"), "who", Options(without=["zoe"]))


def test_a_report_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(NotWellFormed, match=r"who, wealth, .*, all"):
        report(small_network(""), "gossip")


def _offering(offers: dict[str, tuple[str, ...]], *lines: tuple[str, str, str, str]) -> CareNetwork:
    """Return a network of groups that offer care, and of care by giver, type, state, formality."""
    names = {"hub", "club", "choir", "bank"}
    return make_network(
        [
            ElementFacts(one, "group", one.title(), "community", True, offers=offers.get(one, ()))
            for one in names
        ],
        [
            ConnectionFacts(str(number), "cares_for", giver, "hub", state, (type_,), formality)
            for number, (giver, type_, state, formality) in enumerate(lines)
        ],
    )


def test_offers_nobody_uses_and_care_gone_idle_are_two_numbers_as_worked_out_by_hand() -> None:
    """The club's meals are used, its arts might be, its space nobody asked for; the choir's social
    time stopped and its arts did elsewhere too, but for pay, which is no gift; of the bank's money
    nobody said how it stands, and its food was given and stopped: it is gone idle, not unused.
    """
    network = _offering(
        {"club": ("meals", "space"), "bank": ("money", "meals"), "hub": ("advocacy",)},
        ("club", "meals", "generative", "gifted"),
        ("club", "arts", "potential", "gifted"),
        ("choir", "social", "inactive", "gifted"),
        ("choir", "arts", "inactive", "paid"),
        ("choir", "faith", "inactive", "gifted"),
        ("choir", "faith", "engaged", "gifted"),
        ("bank", "money", "unclassified", ""),
        ("bank", "meals", "inactive", "gifted"),
    )
    found = wealth(network)
    assert found["offers_unused"] == {"advocacy": 1, "arts": 1, "space": 1}
    assert found["gone_idle"] == {"meals": 1, "social": 1}
    assert found["not_said"] == {"money": 1}
    totals = [found["offers_unused_total"], found["gone_idle_total"], found["not_said_total"]]
    assert totals == [3, 2, 1]
    assert report(network, "wealth")["sentences"][-3:] == [
        "Nobody uses 3 offers of care yet.",
        "2 gifts of care have gone idle.",
        "Of 1 kind of care nobody has said how it stands.",
    ]
    none = wealth(small_network("ben>ada:meals"))
    assert (none["offers_unused_total"], none["gone_idle"], none["not_said"]) == (0, {}, {})


def test_who_is_expected_is_found_by_whole_words_of_a_name() -> None:
    network = _offering({})
    found = who(network, Options(expected=["HUB", "club", "Food bank", "ban", "group"]))
    assert found["expected_here"] == {"Food bank": 0, "HUB": 1, "ban": 0, "club": 1, "group": 4}
    assert found["missing_expected"] == ["Food bank", "ban"]
    said = report(network, "who", Options(expected=["club", "team", "Food bank"]))["sentences"]
    assert "Of 3 on the list of what to expect here, 1 is drawn." in said
    assert "Expected, and not drawn: Food bank and teams. They may still be there." in said


def test_a_sentence_begins_with_a_capital_whoever_it_is_about() -> None:
    team = ElementFacts("t", "team", "a team", "none", True)
    said = report(make_network([team], []), "teams")["sentences"]
    assert "A team has no connections yet." in said
