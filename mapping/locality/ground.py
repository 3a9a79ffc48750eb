"""What stands on the ground: elements with a place, in their areas, as arrays.

Every measure of place is computed from a `Ground`. Bodies and places are assets; people, and what
is made of people, are never: their numbers are protected by whoever shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from mapping.locality.areas import Areas
from mapping.locality.placing import OUTSIDE, Point, place_points, to_metres
from mapping.network import (
    FORMALITIES,
    FREQUENCIES,
    NONE,
    SECTORS,
    STATES,
    TYPES,
    CareNetwork,
)
from mapping.vocabulary import Kind

Numbers = NDArray[np.float64]

NOT_ASSETS: Final = frozenset({Kind.PERSON, Kind.PET, Kind.TEAM, Kind.CIRCLE})
"""People, and what is made of people."""

ACTIVE: Final = ("generative", "engaged")


@dataclass(frozen=True)
class Spot:
    """What is known of where an element is, and what it offers to anyone who comes.

    Parameters
    ----------
    point
        Longitude and latitude, if somebody has said.
    area
        The code or the name of the area it is in, for what is known by area only.
    offers
        Types of care.
    individual
        Whether it is a named human being.
    at_home
        Whether it is somebody's home: shown by area only.
    capacity
        How much it offers, where somebody has said.
    """

    point: Point | None = None
    area: str | None = None
    offers: frozenset[str] = frozenset()
    individual: bool = False
    at_home: bool = False
    capacity: float | None = None


@dataclass(frozen=True, eq=False)
class Ground:
    """Elements in areas.

    Parameters
    ----------
    areas
        n areas.
    network
        The elements, and what joins them.
    spots
        What is known of where each is.
    placed
        The code of the area that each element is in.
    nearest
        Those that lie a little outside it.
    unplaced
        Why each other is in none.
    by_area_only
        Those whose point is not known, or not used, because they are at somebody's home.
    population
        Of each area; nan where nobody has said, shape (n,).
    home
        Where people live in each area, in metres, shape (n, 2).
    private_lines
        Ids of connections that are drawn in somebody's care map alone.
    """

    areas: Areas
    network: CareNetwork
    spots: Mapping[str, Spot]
    placed: Mapping[str, str]
    nearest: frozenset[str]
    unplaced: Mapping[str, str]
    by_area_only: frozenset[str]
    population: Numbers
    home: Numbers
    private_lines: frozenset[str] = frozenset()

    @property
    def n(self) -> int:
        """How many areas there are."""
        return len(self.areas.codes)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each code among the areas."""
        return {code: at for at, code in enumerate(self.areas.codes)}

    @cached_property
    def border(self) -> Any:
        """The outer border of all areas together, in metres."""
        return shapely.boundary(shapely.union_all(self.areas.table.geometry.to_numpy()))

    @cached_property
    def care_types(self) -> Mapping[str, frozenset[str]]:
        """The types of care of each element: those it offers, and of its active care.

        What a care map draws says nothing of a public body.
        """
        found = {id_: set(spot.offers) for id_, spot in self.spots.items()}
        for one in self.active_care:
            if self.may_tell(one, one.source):
                found.setdefault(one.source, set()).update(one.care_types)
        return {id_: frozenset(types) for id_, types in found.items()}

    @cached_property
    def assets(self) -> tuple[str, ...]:
        """Ids of bodies and places that are in an area or have a point, in order."""
        return tuple(
            id_ for id_ in self.network.ids.tolist() if self.is_asset(id_) and id_ in self._points
        )

    @cached_property
    def asset_points(self) -> Numbers:
        """Where each of `assets` is, in metres, shape (assets, 2)."""
        return np.array([self._points[id_] for id_ in self.assets], dtype=float).reshape(-1, 2)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each element."""
        network = self.network
        return dict(
            zip(network.ids.tolist(), [network.kinds[at] for at in network.kind], strict=True)
        )

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """The sector of each element; `none` if it has none."""
        network = self.network
        return dict(zip(network.ids.tolist(), [SECTORS[at] for at in network.sector], strict=True))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each element."""
        return dict(zip(self.network.ids.tolist(), self.network.names.tolist(), strict=True))

    def is_asset(self, id_: str) -> bool:
        """Whether an element is a public body or place, whose numbers are exact."""
        return self.kinds[id_] not in NOT_ASSETS and not self.is_protected(id_)

    def is_protected(self, id_: str) -> bool:
        """Whether an element counts as a person where numbers leave the circle.

        People do, and whatever is drawn only in a care map.
        """
        is_person = self.kinds[id_] == Kind.PERSON or self.spots[id_].individual
        return is_person or id_ in self._private

    def may_tell(self, line: Drawn, id_: str) -> bool:
        """Whether a connection may count for an element: a private one never for a public body."""
        return not line.private or self.is_protected(id_)

    def point_of(self, id_: str) -> tuple[float, float] | None:
        """Return where an element is, in metres; its area's point if that alone is known."""
        return self._points.get(id_)

    @cached_property
    def active_care(self) -> tuple[Drawn, ...]:
        """Every active `cares_for`."""
        return tuple(
            one for one in self.connections if one.type == "cares_for" and one.state in ACTIVE
        )

    @cached_property
    def _private(self) -> frozenset[str]:
        ids = self.network.ids.tolist()
        return frozenset(ids[at] for at in np.flatnonzero(self.network.private).tolist())

    @cached_property
    def connections(self) -> tuple[Drawn, ...]:
        """Every connection in words."""
        return tuple(_drawn(self.network, self.private_lines))

    @cached_property
    def _points(self) -> Mapping[str, tuple[float, float]]:
        said = {
            id_: spot.point
            for id_, spot in self.spots.items()
            if spot.point is not None
            and id_ not in self.by_area_only
            and (id_ in self.placed or self.unplaced.get(id_) == OUTSIDE)
        }
        found: dict[str, tuple[float, float]] = {}
        if said:
            lon, lat = np.array(list(said.values()), dtype=float).T
            xs, ys = to_metres(self.areas.table.crs.to_wkt()).transform(lon, lat)
            found = dict(zip(said, zip(map(float, xs), map(float, ys), strict=True), strict=True))
        for id_ in self.by_area_only:
            if id_ in self.placed:
                x, y = self.home[self.place[self.placed[id_]]]
                found[id_] = (float(x), float(y))
        return found


@dataclass(frozen=True)
class Drawn:
    """One connection, in words."""

    type: str
    source: str
    target: str
    state: str
    care_types: tuple[str, ...]
    formality: str | None
    frequency: str | None
    private: bool


def stand(
    areas: Areas,
    network: CareNetwork,
    spots: Mapping[str, Spot],
    populations: Mapping[str, int],
    homes: Mapping[str, tuple[float, float]],
    private_lines: frozenset[str] = frozenset(),
) -> Ground:
    """Return elements in their areas.

    An element at somebody's home, and one without a point, is where its area says; of a name that
    two areas have, none is.

    Parameters
    ----------
    areas
        In metres.
    network, spots
        The elements, and where each is; one without a spot is nowhere.
    populations
        By code.
    homes
        Longitude and latitude of where people live, by code; without one, a point inside the area.
    private_lines
        Ids of connections that are drawn in somebody's care map alone.
    """
    spots = {id_: spots.get(id_, Spot()) for id_ in network.ids.tolist()}
    named = _named(areas)
    by_area = {
        id_: code
        for id_, spot in spots.items()
        if spot.area
        and (spot.point is None or spot.at_home)
        and (code := named.get(spot.area.casefold()))
    }
    points = {id_: spot.point for id_, spot in spots.items() if id_ not in by_area}
    found = place_points(points, areas)
    at_home = {id_ for id_ in found.area if spots[id_].at_home}
    table = areas.table
    home = np.column_stack([table.point.x, table.point.y]).astype(float)
    place = {code: at for at, code in enumerate(areas.codes)}
    for code, (lon, lat) in homes.items():
        if code in place:
            home[place[code]] = to_metres(table.crs.to_wkt()).transform(lon, lat)
    return Ground(
        areas=areas,
        network=network,
        spots=spots,
        placed={**found.area, **by_area},
        nearest=found.nearest,
        unplaced=found.unplaced,
        by_area_only=frozenset(by_area) | at_home,
        population=np.array([populations.get(code, np.nan) for code in areas.codes], dtype=float),
        home=home,
        private_lines=private_lines,
    )


def _named(areas: Areas) -> Mapping[str, str]:
    """Return areas by code, and by name where only one has it, in small letters."""
    names = [name.casefold() for name in areas.table.name]
    times = Counter(names)
    by_name = {
        name: code for name, code in zip(names, areas.codes, strict=True) if times[name] == 1
    }
    return by_name | {code.casefold(): code for code in areas.codes}


def _drawn(network: CareNetwork, private: Collection[str]) -> Iterator[Drawn]:
    ids, lines = network.ids.tolist(), network.connection_ids.tolist() if private else ()
    for row in range(network.m):
        formality, frequency = int(network.formality[row]), int(network.frequency[row])
        yield Drawn(
            type=TYPES[network.type[row]],
            source=ids[network.source[row]],
            target=ids[network.target[row]],
            state=STATES[network.state[row]],
            care_types=tuple(network.care_types[row]),
            formality=None if formality == NONE else FORMALITIES[formality],
            frequency=None if frequency == NONE else FREQUENCIES[frequency],
            private=bool(private) and lines[row] in private,
        )
