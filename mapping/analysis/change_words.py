"""What the report on change says in plain words, and what each of its fields means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapping.analysis.words import Named, amount, contacts, count_of, listed, percent

if TYPE_CHECKING:
    from mapping.analysis.change import Change, Given, PersonChange

DEFINITIONS: Final = {
    "new": "Connections that are active in the later drawing only: type, from, to, and what they"
    " were in the earlier one.",
    "gone": "Connections that are active in the earlier drawing only: type, from, to, and what they"
    " are in the later one.",
    "stronger": "Connections active in both, with more contacts a week in the later one.",
    "weaker": "Connections active in both, with fewer contacts a week in the later one.",
    "formality_changed": "Connections active in both that became paid, or became a gift.",
    "care_types_changed": "Connections active in both whose care is of other types than it was.",
    "changed": "Those that are stronger, weaker or changed formality, with both drawings' contacts"
    " a week and formality.",
    "frequency_not_said": "Those of the stronger and weaker where one drawing does not say how"
    " often: they may only have been drawn more fully.",
    "unchanged": "How many connections are active in both, as often, and given or paid as before."
    " Some of them may be for other types of care.",
    "new_elements": "Who and what is on the later drawing only.",
    "gone_elements": "Who and what is on the earlier drawing only.",
    "people": "For each supported person on both drawings: paid and gifted contacts a week, how"
    " many give gifts, as how many equal givers would share the care as evenly, that number over"
    " the givers there are (evenness, up to 1), the greatest giver's share, and the verdict."
    " Displacement is the gifted contacts gone for each paid one gained; below 0 the gifts grew.",
    "given_by_people": "Contacts a week that each of them gives, in either drawing.",
    "verdicts": "How many people have each verdict. Paid care rose and gifted care held (at least"
    " nine tenths are left): complemented; rose and gifted care fell: displaced; rose where no"
    " care was or is a gift: paid_only. Paid care fell and gifted care rose: filled_in; fell and"
    " it did not: reduced. Paid care stayed: paid_unchanged.",
    "overall": "The verdict on all their care together.",
    "load_gini_before": "How unevenly caring was shared among those who give, from 0 (all alike)"
    " to nearly 1 (on one).",
    "load_gini_after": "The same, in the later drawing.",
    "basis_earlier": "What the earlier drawing's figures stand on; `basis` is the later one's.",
}


def sentences(found: Change, named: Named) -> list[str]:
    """Return the report in plain words."""
    said = [_of_connections(found)]
    if not found["people"]:
        said.append("No supported person is on both drawings, so we cannot compare their care.")
    elif len(found["people"]) == 1:
        [(id_, person)] = found["people"].items()
        said += [_of_care(person, named(id_)), _of_sharing(person, named(id_))]
        said += _of_giving(found["given_by_people"][id_], named(id_))
    else:
        said += [_of_many(found), _of_load(found)]
    return [*said, _caution(found)]


def _of_connections(found: Change) -> str:
    parts = {
        "began": len(found["new"]),
        "ended": len(found["gone"]),
        "became more frequent": len(found["stronger"]),
        "became less frequent": len(found["weaker"]),
        "changed between paid and given": len(found["formality_changed"]),
        "changed only what the care is": len(only_other_care(found)),
    }
    happened = [f"{number} {words}" for words, number in parts.items() if number]
    same = found["unchanged"] - len(only_other_care(found))
    if not happened:
        return (
            f"Both drawings show the same {count_of(same, 'connection')}."
            if same
            else "Neither drawing shows a connection that is active."
        )
    return f"Of the connections, {listed(happened)}; {same} {_are(same)} as {_they(same)}."


def only_other_care(found: Change) -> list[list[str]]:
    """Return the connections that changed in nothing but the types of care."""
    told = {tuple(one["connection"]) for one in found["changed"]}
    return [key for key in found["care_types_changed"] if tuple(key) not in told]


def _of_care(person: PersonChange, name: str) -> str:
    paid = f"from {amount(person['paid_before'])} to {contacts(person['paid_after'])}"
    gifted = f"from {amount(person['gifted_before'])} to {contacts(person['gifted_after'])}"
    words = {
        "complemented": f"rose {paid}, and gifted care held ({gifted}): paid care was added to it",
        "displaced": f"rose {paid}, while gifted care fell {gifted}: as drawn, it was displaced",
        "paid_only": f"rose {paid}, and none of the care is a gift",
        "filled_in": f"fell {paid}, and gifted care rose {gifted}: gifts filled in",
        "reduced": f"fell {paid}, and gifted care did not rise ({gifted}): care was reduced",
        "paid_unchanged": f"stayed at {contacts(person['paid_after'])}; gifted care went {gifted}",
    }
    return f"Paid care for {name} {words[person['verdict']]}."


def _of_sharing(person: PersonChange, name: str) -> str:
    one, other = person["evenness_before"], person["evenness_after"]
    before, after = person["max_share_before"], person["max_share_after"]
    if one is None or other is None or before is None or after is None:
        return f"{name} has care in one drawing only, so we cannot say if it is shared more evenly."
    how = (
        "as evenly as"
        if one == other
        else "more evenly than"
        if other > one
        else ("less evenly than")
    )
    said = (
        f"{name}'s care is shared {how} before: whoever gives most gives"
        f" {percent(after)} of it, and gave {percent(before)}"
    )
    both = other > one and person["gifted_after"] < person["gifted_before"]
    return f"{said}; and less of it is a gift, so look at both." if both else f"{said}."


def _of_giving(gave: Given, name: str) -> list[str]:
    before, after = gave["before"], gave["after"]
    if before == after:
        return [f"{name} gives {contacts(after)}, as before."] if after else []
    return [f"{name} gives {contacts(after)}, and gave {contacts(before)}."]


def _of_many(found: Change) -> str:
    words = {
        "complemented": "paid care was added and gifted care held",
        "displaced": "paid care rose and gifted care fell",
        "paid_only": "paid care rose and none is a gift",
        "filled_in": "paid care fell and gifted care rose",
        "reduced": "paid care fell and gifted care did not rise",
        "paid_unchanged": "paid care stayed as it was",
    }
    each = [f"{words[one]} for {number}" for one, number in found["verdicts"].items()]
    return f"Of {count_of(len(found['people']), 'supported person')}: {'; '.join(each)}."


def _of_load(found: Change) -> str:
    before, after = found["load_gini_before"], found["load_gini_after"]
    if before is None or after is None:
        return "Care is given in one drawing only, so we cannot say if it is shared more evenly."
    how = (
        "as unevenly as"
        if before == after
        else "less unevenly than"
        if after < before
        else ("more unevenly than")
    )
    return (
        f"Caring is shared {how} before among those who give ({after:.2f}, and it was"
        f" {before:.2f}; 0 is all alike)."
    )


def _caution(found: Change) -> str:
    unsaid = len(found["frequency_not_said"])
    if unsaid:
        return (
            f"In {count_of(unsaid, 'change')} one drawing does not say how often, so perhaps only"
            " the drawing became fuller; and two drawings show what happened together, not why."
        )
    return "Two drawings show what happened together, not why."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _they(number: int) -> str:
    return "it was" if number == 1 else "they were"
