"""The same measures by this project, by the functions that its reports use; and whole reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from tempfile import TemporaryFile

import numpy as np

from benchmarks.analysis.generator import Tables
from benchmarks.analysis.tool import BUILD, WHOLE, Measure, Tool
from mapping.analysis import findings, pieces
from mapping.analysis.adjacency import Adjacency, adjacency
from mapping.analysis.betweenness import betweenness
from mapping.analysis.communities import communities
from mapping.analysis.constraint import constraint_and_effective_size
from mapping.analysis.cores import core
from mapping.analysis.cuts import Cuts, cuts
from mapping.analysis.kernels import compile_all
from mapping.analysis.mixing import assortativity, carer_ends, carer_ties
from mapping.analysis.paths import disjoint_paths
from mapping.analysis.reading import SIDES, Reading
from mapping.analysis.resilience import reciprocity
from mapping.analysis.wealth import wealth
from mapping.interchange.network_tables import from_tables
from mapping.network import CareNetwork, Truths


@dataclass(frozen=True)
class Built:
    """A network read as usual, with the views that measures are worked out from."""

    network: CareNetwork
    reading: Reading
    ties: Adjacency
    formal: Truths
    informal: Truths


def build(tables: Tables) -> Built:
    """Read the tables whole, names and types of care too, check every row, and make the views."""
    network = from_tables(tables.elements, tables.connections)
    reading = Reading(network)
    assert reading.care_ties  # a view, as the others have it
    formal, informal = (reading.side == place for place in range(len(SIDES)))
    return Built(network, reading, adjacency(reading), formal, informal)


def _assortativity(built: Built) -> float:
    one, other = carer_ends(built.reading)
    side = built.reading.side
    found = assortativity(side[one], side[other])
    assert found is not None
    return found


def _cuts(built: Built) -> Cuts:
    return cuts(built.ties, built.formal, built.informal)


def _reciprocity(built: Built) -> float:
    found = reciprocity(built.reading)["reciprocity"]
    assert found is not None
    return found


def _contacts(built: Built, which: int) -> float:
    """Work out constraint and effective size, which are one walk over triangles, and sum one up."""
    built.ties.forget()
    return float(np.nansum(constraint_and_effective_size(built.ties)[which]))


def _betweenness(built: Built, *, exact: bool) -> float:
    found = betweenness(built.ties, built.formal, built.informal, exact=exact)
    assert found is not None
    return float(found.share.sum())


def _communities(built: Built) -> float:
    found = communities(built.ties).modularity
    assert found is not None
    return found


def _report(built: Built) -> float:
    """Make every report there is, write it as JSON, and return how many MB that is."""
    built.network.worked_out.clear()
    with TemporaryFile() as file:
        file.writelines(pieces(findings(built.network, "all")))
        return file.tell() / 2**20


def beside_cypher(network: CareNetwork) -> Iterator[tuple[str, float, float]]:
    """Yield what one would ask of the database, the least seconds of ours, and its answer."""
    works: dict[str, Callable[[], float]] = {
        "care types given": lambda: wealth(network)["mentions_total"],
        "links between the sides": lambda: carer_ties(Reading.of(network)).across,
        "people with one giver": lambda: _with_one_giver(Reading.of(network)),
    }
    for name, work in works.items():
        times, value = [], 0.0
        for _ in range(5):
            network.worked_out.clear()
            began = time.perf_counter()
            value = float(work())
            times.append(time.perf_counter() - began)
        yield name, min(times), value


def _with_one_giver(reading: Reading) -> float:
    givers = np.bincount(reading.care_ties[1], minlength=reading.network.n)
    return float((givers[reading.network.supported] == 1).sum())


OURS = Tool(
    "care-mapping",
    lambda: version("care-mapping"),
    build,
    {
        BUILD: Measure(lambda built: built.ties.m),
        "assortativity of the sides": Measure(_assortativity),
        "reciprocity": Measure(_reciprocity),
        "core": Measure(lambda built: float(core(built.ties).sum())),
        "cut points": Measure(lambda built: float(_cuts(built).holds_together.sum())),
        "bridge ties": Measure(lambda built: len(_cuts(built).bridges)),
        "constraint": Measure(partial(_contacts, which=0)),
        "effective size": Measure(partial(_contacts, which=1)),
        "disjoint paths": Measure(
            lambda built: float(disjoint_paths(built.ties, built.formal, built.informal))
        ),
        "betweenness between sides, exact": Measure(partial(_betweenness, exact=True)),
        "betweenness, sampled": Measure(partial(_betweenness, exact=False), "sampled"),
        "communities": Measure(_communities, "best of some runs"),
        WHOLE: Measure(_report),
    },
    prepare=compile_all,
)
