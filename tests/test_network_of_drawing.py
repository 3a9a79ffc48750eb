"""The network of one care map: as its document says, and potential where it is drawn so."""

from __future__ import annotations

import pytest

from mapping.analysis import report
from mapping.network import SECTORS, STATES, CareNetwork
from mapping.network_of_drawing import network_of_drawing
from tests.drawings import care, figure, ivys_map, person


def state_of(network: CareNetwork, connection: str) -> str:
    row = list(network.connection_ids).index(connection)
    return STATES[int(network.state[row])]


def test_ivys_map_is_a_network_in_which_ivy_is_supported() -> None:
    network = network_of_drawing(ivys_map("bea").document())
    assert report(network, "who")["basis"]["supported"] == ["ivy"]
    assert tuple(network.names) == ("Bea", "Ivy")
    assert not network.private.any()


@pytest.mark.parametrize(
    ("potential", "state", "counts_as"),
    [
        (False, "generative", "generative"),
        (True, "generative", "potential"),
        (True, "inactive", "inactive"),
    ],
)
def test_care_of_somebody_who_only_might_help_is_potential(
    potential: bool, state: str, counts_as: str
) -> None:
    base = ivys_map("bea")
    drawn = base.changed(
        figures={**base.figures, "bea": figure("bea", potential=potential)},
        connections={"line": care("line", "bea", "ivy", state=state)},
    )
    assert state_of(network_of_drawing(drawn.document()), "line") == counts_as


def test_a_care_worker_is_formal_without_anybody_saying_so() -> None:
    base = ivys_map("bea")
    worker = person("bea", roles=("care_worker",))
    network = network_of_drawing(base.changed(elements={**base.elements, "bea": worker}).document())
    row = list(network.ids).index("bea")
    assert SECTORS[network.sector[row]] == "formal"
    assert network.sector_from_kind[row]
