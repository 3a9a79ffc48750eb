"""The shape of the locality report, field by field; `report_words.DEFINITIONS` says the meanings.

Names are those of section 10 of the locality notes; more may be added, none renamed.
"""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict


class CountsOfAssets(TypedDict):
    """Distinct places and groups; one that gives three types of care counts in each."""

    all: int
    by_kind: dict[str, int]
    by_sector: dict[str, int]
    by_care_type: dict[str, int]


class MaybeHidden(TypedDict):
    """A number that counts people: null where it is hidden."""

    value: int | None
    hidden: bool


class WealthOfBodies(TypedDict):
    """Mentions of care by places and groups of an area."""

    mentions: int
    gifted: int
    paid: int
    not_said: int
    range: int
    evenness: float | None


class WealthOfArea(WealthOfBodies):
    """Mentions of care in an area; outside the circle those by bodies alone."""

    of_people: MaybeHidden
    people: MaybeHidden
    of_bodies: WealthOfBodies


class Thirds(TypedDict):
    """The thirds, 0 to 2, that an area's care wealth and need are in."""

    care_wealth: int
    need: int


class AreaReported(TypedDict):
    """One area."""

    name: str
    population: int | None
    counts: CountsOfAssets
    per_1000: float | None
    low: float | None
    high: float | None
    smoothed_per_1000: float | None
    nearest_m: dict[str, float]
    nearest_min: dict[str, float]
    nearest_asset: dict[str, str]
    within_walk: dict[str, int]
    e2sfca: dict[str, float] | None
    care_wealth: WealthOfArea
    people: MaybeHidden
    need: float | None
    need_rank: int | None
    two_at_once: Thirds | None
    pattern: str | None
    hot_or_cold: str | None
    flags: list[str]


class NotPlaced(TypedDict):
    """An element that is in no area, and why."""

    id: str
    reason: str


class MoranReported(TypedDict):
    """Moran's I, what chance alone would give, and the p value."""

    I: float  # noqa: E741
    expected: float
    p: float


class PatternsReported(TypedDict):
    """What was looked for: how many areas have a value, and whether local patterns could be."""

    areas: int
    without_a_value: int
    too_few_to_be_sure: bool
    local: bool


class NeedReported(TypedDict):
    """The column that need was read from."""

    name: str
    column: str
    higher_is_worse: bool


class EquityReported(TypedDict):
    """Concentration index and Gini of what is within reach, and of how many areas."""

    areas: int
    ranked_areas: int
    concentration_index: float | None
    gini: float | None


class BridgeReported(TypedDict):
    """A formal body and one of the community near it."""

    formal: str
    community: str
    metres: float
    shared: list[str]
    jaccard: float
    in_common: list[str]
    same_building: bool


class BandReported(TypedDict):
    """Pairs of bodies so far apart, and how many of them are connected."""

    over: float
    to: float | None
    pairs: int
    connected: int
    share: float | None


FlowReported = TypedDict(
    "FlowReported",
    {
        "from": str,
        "to": str,
        "connections": int | None,
        "amount": NotRequired[float],
        "hidden": NotRequired[bool],
    },
)
"""Care from one area to another; `outside` is everywhere else."""


class FlowsReported(TypedDict):
    """Care between areas: null where these areas are too many or too small to show it."""

    by_pair: list[FlowReported] | None
    self_containment: float | None
    of_giving: dict[str, float | None]
    of_receiving: dict[str, float | None]
    within_walk: float | None
    not_known: int | None


class HowItWasRead(TypedDict):
    """What was mended, and how the tables go with the map."""

    repaired: list[str]
    overlaps: list[tuple[str, str, float]]
    joined: int | None
    only_in_table: list[str]
    only_in_map: list[str]


class OfArea(TypedDict):
    """One area in sentences."""

    code: str
    name: str
    sentences: list[str]


class KindLoaded(TypedDict):
    """A kind of area that is loaded, its year, and how many there are."""

    kind: str
    vintage: int | None
    areas: int


class LocalityReport(TypedDict):
    """The whole report."""

    areas: dict[str, AreaReported]
    placed: dict[str, str]
    unplaced: list[NotPlaced]
    placed_nearest: list[str]
    outside_these_areas: dict[str, int]
    care_types: list[str]
    moran: MoranReported | None
    moran_rate: MoranReported | None
    patterns: PatternsReported
    need: NeedReported | None
    gaps: dict[str, list[str]] | None
    far: dict[str, list[str]]
    far_for_slow_walkers: dict[str, list[str]]
    class_changes: dict[str, dict[str, list[str]]]
    along_streets: bool
    equity: dict[str, EquityReported | None]
    potential_bridges: list[BridgeReported]
    once_connected: list[BridgeReported]
    does_nearness_bridge: list[BandReported]
    flows: FlowsReported
    choices: dict[str, Any]
    kind: str
    vintage: int | None
    report: HowItWasRead
    for_outside: bool
    hidden_because: list[str]
    names: dict[str, str]
    sentences: list[str]
    cautions: list[str]
    definitions: dict[str, str]
    source: NotRequired[dict[str, Any] | None]
    population_from: NotRequired[str | None]
    kinds: NotRequired[list[KindLoaded]]
    of_area: NotRequired[OfArea]
