"""A whole map is taken away: hidden at once, brought back within 30 days, or erased for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapping import audit, consent, drawings, ending, invitations, neighbourhoods
from mapping.consent import Detail, Purpose
from mapping.model import Element, Figure
from mapping.policy import NotAllowed, NotFound
from mapping.service import Service
from mapping.sharing import Wording, keep_wordings
from mapping.steps import RubOut
from mapping.vocabulary import Told
from tests.conftest import Cypher
from tests.helpers import reader
from tests.tables import Table, new_account, sit_down
from tests.test_erasure import backed_up, can_be_read, put_back, reopened

OVER = "2026-01-01T00:00:00Z"


def owned(table: Table) -> str:
    """Give the map an owner besides the team starter who draws it, and return their account."""
    account = new_account(table.service, "Ivy Adeyemi")
    for id_, role in ((account, "owner"), (table.reader.account_id, "editor")):
        table.service.write(
            lambda tx, id_=id_, role=role: tx.one(  # type: ignore[misc]
                "give_care_map_role", account=id_, care_map=table.map_id, role=role, until=None
            )
        )
    return account


def test_a_map_taken_away_is_hidden_at_once_and_comes_back_unshared(service: Service) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    keep_wordings(service, [Wording(id="n", version=1, purpose=Purpose.NEIGHBOURHOOD, text="So.")])
    table = sit_down(service, neighbourhood=larkmead)
    ivy = reader(service, owned(table))
    nadia = table.reader
    rosa = table.draw_person("Rosa")
    consent.tell(service, ivy, table.map_id, rosa, told=Told.AGREED)
    consent.give(
        service,
        ivy,
        table.map_id,
        about=[rosa],
        about_kind="element",
        purpose=Purpose.NEIGHBOURHOOD,
        detail=Detail.NAMED,
        wording="n",
    )
    link = invitations.invite_to_care_map(service, ivy, table.map_id, "viewer").link_path
    assert len(neighbourhoods.view(service, larkmead).elements) == 1
    with pytest.raises(NotAllowed):
        ending.take_away(service, nadia, table.map_id)

    ending.take_away(service, ivy, table.map_id)

    assert reader(service, ivy.account_id).care_map_roles == {}
    assert reader(service, nadia.account_id).care_map_roles == {}
    assert neighbourhoods.view(service, larkmead).elements == ()
    with pytest.raises(NotFound):
        invitations.look_at(service, link.rsplit("/", 1)[1], None)
    assert [one.title for one in ending.list_of(service, ivy)] == ["Ivy\u2019s care map"]
    assert ending.list_of(service, nadia) == []
    for settle in (ending.bring_back, ending.erase_now):
        with pytest.raises(NotFound):
            settle(service, nadia, table.map_id)
    assert ending.erase_what_is_over(service) == 0

    ending.bring_back(service, ivy, table.map_id)

    assert reader(service, ivy.account_id).care_map_roles == {table.map_id: "owner"}
    assert reader(service, nadia.account_id).care_map_roles == {table.map_id: "editor"}
    assert neighbourhoods.view(service, larkmead).elements == ()
    assert table.stored().elements[rosa].name == "Rosa"
    assert audit.check(service) == []


def test_an_erased_map_is_nowhere_nor_in_a_backup_from_before(
    service: Service, tmp_path: Path, cypher: Cypher
) -> None:
    table, other = sit_down(service), sit_down(service)
    ivy = reader(service, owned(table))
    rosa = table.draw_person("Rosalind Quill", note="has a spare key")
    table.draw_arrow(rosa, table.owner, note="after chapel")
    drawings.keep(service, table.reader, table.map_id)
    gone = table.draw_person("Barnaby Quill")
    figures, elements = table.stored().figures, table.stored().elements
    table.save(_rub_out(gone, figures, elements))
    backup = backed_up(service, tmp_path)
    ending.take_away(service, ivy, table.map_id)
    # Thirty days go by.
    cypher("MATCH (m:CareMap {id: $id}) SET m.ends_at = $at", id=table.map_id, at=OVER)

    assert ending.erase_what_is_over(service) == 1

    assert ending.list_of(service, ivy) == []
    left = cypher("MATCH (n {scope: $id}) RETURN count(n) AS n", id=table.map_id)
    assert left[0]["n"] == 0
    assert audit.check(service) == []
    assert other.stored().elements[other.owner].name == "Ivy Adeyemi"
    put_back(service.store, backup)
    restored = reopened(service, backup, tmp_path)
    readable = can_be_read(restored)
    for word in ("Rosalind", "Barnaby", "Quill", "spare key", "chapel"):
        assert word not in readable
    assert "Ivy Adeyemi" in readable  # of the other map
    restored.sealer.keys.close()


def _rub_out(id_: str, figures: dict[str, Figure], elements: dict[str, Element]) -> RubOut:
    return RubOut(element_id=id_, figure=figures[id_], element=elements[id_])
