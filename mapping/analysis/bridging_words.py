"""What the report on bridging says in plain words, and what each of its fields means."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mapping.analysis.words import count_of, listed, percent

if TYPE_CHECKING:
    from mapping.analysis.bridges import Bridge
    from mapping.analysis.bridging import Bridging

FEWEST_FOR_SHARES: Final = 5
"""With fewer people supported, counts are given and no shares."""
MUCH: Final = 0.1
"""Through somebody with a smaller share than this not much leads."""
MOST_NAMED: Final = 3

DEFINITIONS: Final = {
    "supported": "How many people are supported. If nobody is marked so, everybody who receives"
    " care.",
    "with_both": "How many of them have care from both a formal and an informal giver.",
    "formal_only": "How many have formal givers and no informal one.",
    "informal_only": "How many have informal givers and no formal one.",
    "with_neither": "How many have no giver on either side. Care from a team counts for neither.",
    "with_both_share": "The share of people supported who have care from both sides.",
    "givers_by_side": "How many different formal and informal givers each of them has.",
    "both_by_formality": "The same by how care is given: who has paid care, gifted care, both or"
    " neither, whoever gives it.",
    "carers": "How many formal and informal carers there are; each has a side. Community counts as"
    " informal unless chosen otherwise; people who are supported stand between.",
    "cross_side_ties": "Links between a formal and an informal carer. Two who are linked in several"
    " ways count once.",
    "cross_side_share": "The share of links between carers that join the two sides.",
    "cross_side_connections": "How many connections join the two sides, repeats counted.",
    "bridges": "Who joins the two sides most, what share of the shortest ways leads through them,"
    " how many carers would have no way to the other side without them (strands), and for how many"
    " people they are the only giver of their side. A rank is given only where it is sure.",
    "brokerage": "How often somebody passes care on between two who are not linked at once, by"
    " role. Coordinator: all three are of one sector. Consultant: between two of one other sector."
    " Gatekeeper: into their own sector. Representative: out of it. Liaison: between two others.",
    "brokerage_expected": "What chance would give, with the same links and sectors shuffled.",
    "brokerage_z": "How many standard deviations that is from chance. Use it to sort, not to"
    " announce: one in twenty passes 2 by chance. Not given below 10 people and bodies.",
    "constraint": "Whether somebody is hemmed in by contacts who all know each other. Low means"
    " that they join people who are otherwise apart.",
    "effective_size": "How many separate contacts somebody really has, when contacts who know each"
    " other count for less.",
    "betweenness": "Take one formal and one informal carer at random: how often the shortest way"
    " between them leads through this one, from 0 to 1.",
    "betweenness_method": "Whether all pairs were looked at (exact) or pairs drawn at random"
    " (sampled).",
    "betweenness_samples": "How many pairs were drawn. All shares together are then right to within"
    " 1 in 100, but for a risk of 1 in 10.",
    "betweenness_interval": "Between which two shares each lies, all of them together but for a"
    " risk of 1 in 10. Only for those through whom any drawn way led.",
    "betweenness_unseen": "The most that the share can be of somebody through whom no drawn way"
    " led.",
    "reachable_pairs_share": "The share of pairs of a formal and an informal carer that any way"
    " joins.",
    "mean_distance": "How many steps the shortest way between such two takes, on average.",
    "mean_distance_error": "How far that average may be off, one standard error, if it is from"
    " drawn pairs.",
    "participation": "Whether somebody's contacts are all in one sector (0) or spread evenly over"
    " all four (0.75).",
    "disjoint_paths": "How many people and bodies at least would have to leave to part formal from"
    " informal care altogether.",
    "go_between_paths": "How many people and teams who are on neither side join the two sides, each"
    " on a way of its own.",
    "articulation_points": "Those without whom some part of the network hangs together no more.",
    "cut_elements": "How many carers would have no way to the other side without each of these.",
    "bridge_ties": "Links without which some part of the network hangs together no more.",
    "bridge_ties_cross": "Those of them without which some carer has no way to the other side.",
    "cut_pairs": "Pairs that by both leaving leave carers without a way to the other side, whom"
    " neither leaves so alone. The 20 greatest. Not searched above 2,000 people and bodies.",
    "cut_pairs_total": "How many such pairs there are.",
    "core": "How deep somebody is in the knit of the network: they are in a part where everybody"
    " has at least so many links.",
    "communities": "Clusters of people and bodies who are linked among themselves. Not unique:"
    " another run can draw other borders.",
    "community_runs": "Of how many runs the division into clusters is the best.",
    "modularity": "How clearly the clusters stand apart: 0 is no more than chance, 1 the most.",
    "sector_modularity": "The same, if the sectors were the clusters.",
    "sector_nmi": "Whether clusters follow the sectors (1) or mix them (0).",
    "without_convening_partner": "The same figures if the convening partner were not there, which"
    " may join nearly everybody.",
}


def sentences(found: Bridging, name: Callable[[str], str]) -> list[str]:
    """Return the report in plain words, with the names of those who matter most."""
    if not sum(found["carers"].values()) and not found["supported"]:
        return ["Nobody is drawn here yet.", "Add people, bodies and care to see how they join."]
    said = [_both_kinds(found)]
    carers = found["carers"]
    if not all(carers.values()):
        missing = [side for side, number in carers.items() if not number]
        return [
            *said,
            f"There is no {listed(missing)} carer here, so bridging cannot be worked out.",
            "Who is missing may only not be drawn.",
        ]
    said.append(_joined(found))
    if found["bridges"]:
        said.append(_through_whom(found["bridges"], name))
        said.append(_what_would_break(found["bridges"], name))
    said.append(_how_sure(found))
    return said


def _both_kinds(found: Bridging) -> str:
    people, both = found["supported"], found["with_both"]
    if not people:
        return "Nobody here is marked as supported, and no person receives care."
    share = found["with_both_share"]
    enough = people >= FEWEST_FOR_SHARES and share is not None
    return (
        f"Of {count_of(people, 'supported person')}, {both:,}"
        + (f" ({percent(share)})" if enough and share is not None else "")
        + f" {_has(both)} both formal and informal care; {found['formal_only']:,} only formal,"
        f" {found['informal_only']:,} only informal, {found['with_neither']:,} neither."
    )


def _joined(found: Bridging) -> str:
    ties, reach, steps = (
        found["cross_side_ties"],
        found["reachable_pairs_share"],
        found["mean_distance"],
    )
    direct = (
        f"{count_of(ties, 'link')} join{'s' if ties == 1 else ''} a formal and an informal carer"
        " directly"
    )
    if not reach or steps is None:
        return f"{direct}, and no way leads from one side to the other."
    if found["disjoint_paths"] == 1:
        leave = "it would take only one leaving to part the two sides altogether"
    else:
        leave = (
            f"it would take {found['disjoint_paths']:,} leaving to part the two sides altogether"
        )
    return (
        f"{direct}; {percent(reach)} of formal and informal carers can reach each other, in"
        f" {steps:.1f} steps on average, and {leave}."
    )


def _through_whom(bridges: list[Bridge], name: Callable[[str], str]) -> str:
    most = bridges[0]["betweenness"]
    if most < MUCH:
        return (
            "Nobody carries most of the bridging: of the shortest ways between the sides, no more"
            f" than {percent(most)} lead through any one."
        )
    few = _carriers(bridges)
    names = listed([name(one["element"]) for one in few])
    shares = listed([_share(one) for one in few])
    return (
        f"{names} carr{'ies' if len(few) == 1 else 'y'} most of the bridging: {shares} of the"
        " shortest ways between formal and informal carers"
        f" lead through {'it' if len(few) == 1 else 'each of them'}."
    )


def _what_would_break(bridges: list[Bridge], name: Callable[[str], str]) -> str:
    few = _carriers(bridges)
    lost = [f"without {name(one['element'])}, {_loss(one)}" for one in few if _loss(one)]
    if lost:
        words = "; ".join(lost)
        return f"{words[0].upper()}{words[1:]}."
    names = listed([name(one["element"]) for one in few])
    return f"If {names} stopped, everybody would still have a way to the other side."


def _loss(one: Bridge) -> str:
    parts = []
    if one["strands"]:
        parts.append(f"{count_of(one['strands'], 'carer')} would have no way to the other side")
    if one["last_giver_for"]:
        people = count_of(one["last_giver_for"], "person")
        parts.append(f"{people} would lose the only giver on a side")
    return listed(parts)


def _carriers(bridges: list[Bridge]) -> list[Bridge]:
    """Return those few through whom at least half as much leads as through the first."""
    most = bridges[0]["betweenness"]
    return [one for one in bridges if one["betweenness"] >= most / 2][:MOST_NAMED]


def _share(one: Bridge) -> str:
    if one["interval"] is None:
        return percent(one["betweenness"])
    low, high = one["interval"]
    return f"about {percent(one['betweenness'])} ({percent(low)} to {percent(high)})"


def _how_sure(found: Bridging) -> str:
    if found["betweenness_method"] == "sampled" and found["betweenness_samples"]:
        drawn = count_of(found["betweenness_samples"], "pair")
        return (
            f"Which ways are shortest was found from {drawn} drawn at random: shares are right to"
            " within 1 in 100, but for a risk of 1 in 10."
        )
    return (
        "These figures are exact for what is drawn; a link that nobody drew can change who matters"
        " most."
    )


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
