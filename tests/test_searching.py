"""A named person without an account asks: found by unsealing, told to owner and reviewer alone."""

from __future__ import annotations

import pytest

from mapping import audit, searching
from mapping.history import history
from mapping.policy import NotAllowed, NotFound
from mapping.refusals import NotWellFormed, TooManyTries
from mapping.service import Service
from tests.helpers import account, reader
from tests.tables import sit_down


def test_whoever_searches_gets_a_count_and_the_reviewer_what_is_kept(service: Service) -> None:
    one, two, three = (sit_down(service) for _ in range(3))
    rosa = one.draw_person("Rosalind Quill", note="has a key", relation="next door")
    one.draw_arrow(rosa, one.owner)
    two.draw_person("Dr Rosalind M. Quill")
    three.draw_person("Rosalind Other")
    admin = reader(service, account(service, "Ada Min", "administrator"))
    grace = reader(service, account(service, "Grace Reviewer"))
    with pytest.raises(NotWellFormed):
        searching.search(service, admin, name="Quill", reviewer_email="ada@example.org")
    with pytest.raises(NotAllowed):
        searching.search(service, grace, name="Quill", reviewer_email="grace@example.org")

    found = searching.search(
        service, admin, name="rosalind QUILL", reviewer_email="grace@example.org"
    )

    assert (found.found, found.maps) == (2, 2)
    assert set(found.model_dump()) == {"id", "found", "maps"}
    with pytest.raises(NotFound):
        searching.review(service, admin, found.id)
    kept = {one.element["name"]: one for one in searching.review(service, grace, found.id)}
    assert kept.keys() == {"Rosalind Quill", "Dr Rosalind M. Quill"}
    mine = kept["Rosalind Quill"]
    assert (mine.relation, mine.note, mine.connections) == ("next door", "has a key", 1)
    assert "Ivy" not in str(kept)
    told = [entry.sentence for entry in history(service, one.reader, one.map_id).entries]
    assert told[0] == "Grace Reviewer looked at what this map says of Rosalind Quill, who may ask."
    assert told[1].startswith("Care Mapping was asked what is kept about somebody")
    assert "Rosalind" not in str([*audit.entries(service, audit.SERVICE_CHAIN)])
    assert history(service, three.reader, three.map_id).entries[0].sentence.startswith("You drew")
    assert audit.check(service) == []


def test_names_are_looked_for_so_often_in_a_quarter_of_an_hour_and_no_more(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever runs the service could find out by trying who is drawn."""
    monkeypatch.setattr(searching, "MOST_SEARCHES", 3)
    ada, bo = (reader(service, account(service, one, "administrator")) for one in ("Ada", "Bo"))
    account(service, "Grace")
    asked = {"name": "Rosalind Quill", "reviewer_email": "grace@example.org"}
    for _ in range(3):
        assert searching.search(service, ada, **asked).found == 0
    with pytest.raises(TooManyTries):
        searching.search(service, ada, **asked)
    assert searching.search(service, bo, **asked).found == 0  # each of them so often
