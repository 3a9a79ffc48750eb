"""Copies of a care map: what is in them, who may have them, and that the map remembers who did."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from mapping import drawings, exports, history
from mapping.exports import Choices
from mapping.policy import NotFound
from mapping.renderer import Renderer, RendererTrouble
from mapping.service import Service
from tests.tables import Table, sit_down


@pytest.fixture
def table(service: Service) -> Table:
    """Nadia at Ivy's table, with Rosa drawn, who comes every day."""
    sitting = sit_down(service)
    rosa = sitting.draw_person("Rosa Delgado")
    sitting.draw_arrow(rosa, sitting.owner, frequency="daily")
    return sitting


def texts(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_picture_shows_who_is_on_the_map(service: Service, table: Table) -> None:
    copy = exports.picture(service, table.reader, table.map_id, choices=Choices())
    assert "Rosa Delgado" in texts(copy.content)
    assert copy.filename.startswith("care-map-")


def test_a_kept_drawing_is_drawn_as_it_was(service: Service, table: Table) -> None:
    kept = drawings.keep(service, table.reader, table.map_id)
    table.draw_person("Joseph Cohen")
    copy = exports.picture(
        service, table.reader, table.map_id, choices=Choices(names="first"), drawing=kept.id
    )
    said = texts(copy.content)
    assert "Rosa" in said
    assert not any("Joseph" in one or "Delgado" in one for one in said)
    assert any(one.startswith("Drawn ") for one in said)


def test_who_took_a_copy_stands_in_the_history(service: Service, table: Table) -> None:
    kept = drawings.keep(service, table.reader, table.map_id)
    exports.picture(service, table.reader, table.map_id, choices=Choices())
    exports.picture(service, table.reader, table.map_id, choices=Choices(), drawing=kept.id)
    told = [one.sentence for one in history.history(service, table.reader, table.map_id).entries]
    assert told[:2] == [
        "You took a copy of a drawing of this map as a picture.",
        "You took a copy of this map as a picture.",
    ]


def test_a_drawing_of_another_map_is_not_there(service: Service, table: Table) -> None:
    other = sit_down(service)
    kept = drawings.keep(service, other.reader, other.map_id)
    with pytest.raises(NotFound):
        exports.picture(service, table.reader, table.map_id, choices=Choices(), drawing=kept.id)
    told = [one.sentence for one in history.history(service, table.reader, table.map_id).entries]
    assert not any("copy" in sentence for sentence in told)


def test_a_renderer_that_cannot_draw_says_so_and_draws_the_next() -> None:
    renderer = Renderer()
    with pytest.raises(RendererTrouble):
        renderer.draw("sheet", document=None)
    with pytest.raises(RendererTrouble):
        renderer.draw("nothing of ours")
    renderer.close()
