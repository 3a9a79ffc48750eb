"""The quiet way: an owner who is controlled stops somebody, or hides what they look at."""

from __future__ import annotations

from typing import Any

import pytest

from mapping import audit
from mapping.model import new_id
from tests.api.test_access import Kitchen, kitchen
from tests.api.test_acting import of, otto, sentences
from tests.helpers import assert_problem

__all__ = ["kitchen", "otto"]


def noted(kitchen: Kitchen) -> int:
    """Return how often open pages of the map were told of something but drawing."""
    map_id = kitchen.map.rsplit("/", 1)[1]
    [row] = kitchen.service.read(lambda tx: tx.rows("edit_places", ids=[map_id]))
    return int(row["noted"])


def test_who_is_stopped_quietly_sees_what_somebody_sees_who_was_never_let_in(
    kitchen: Kitchen,
    otto: Any,
) -> None:
    kitchen.accept("Rosa", kitchen.link("editor"))
    rosa = kitchen.page("Rosa")
    assert rosa.get(kitchen.map).status_code == 200
    quietly = f"{kitchen.map}/quiet/{kitchen.accounts['Rosa']}"
    assert kitchen.ivy.delete(quietly).status_code == 204
    nowhere = f"/api/v1/care-maps/{new_id()}"
    for what in ("", "/people", "/history", "/here", "/drawings", "/team", "/sharing"):
        gone, never = rosa.get(f"{kitchen.map}{what}"), rosa.get(f"{nowhere}{what}")
        assert (gone.status_code, gone.content, gone.headers) == (404, never.content, never.headers)
    assert rosa.get("/api/v1/me").json()["care_maps"] == []
    assert rosa.get("/api/v1/care-maps").json() == []
    # Nothing that is kept about her tells of it, while her own doing is still there.
    record = rosa.get("/api/v1/me/data").json()["record"]
    assert "care_map.opened" in {one["action"] for one in record}
    assert not any("quiet" in one["action"] or "role" in one["action"] for one in record)
    # Who did it reads it; the other owner does not, by any filter, nor in the table.
    said = "You stopped Rosa from opening this map, quietly."
    assert said in sentences(kitchen)
    for only in ("", "?what=shared", f"?who={kitchen.accounts['Ivy']}"):
        assert not any("quietly" in one for one in sentences(kitchen, "Otto", only))
    assert "quietly" not in otto.get(f"{kitchen.map}/history/table").text
    assert of(kitchen, "Rosa", by="Otto") is None
    assert audit.check(kitchen.service) == []


def test_an_owner_hides_what_they_look_at_from_another_and_shows_it_again(
    kitchen: Kitchen,
    otto: Any,
) -> None:
    kitchen.ivy.get(kitchen.map)
    at = f"{kitchen.map}/quiet/{kitchen.accounts['Otto']}"
    looked = "Ivy opened this map."
    assert looked in sentences(kitchen, "Otto")
    assert kitchen.ivy.put(at, json={"hidden": True}).status_code == 204
    kitchen.ivy.post(f"{kitchen.map}/prints", json={"what": "picture"})
    assert kitchen.ivy.get(f"{kitchen.map}/quiet").json() == {
        "hidden_from": [kitchen.accounts["Otto"]]
    }
    assert otto.get(f"{kitchen.map}/quiet").json() == {"hidden_from": []}
    seen = sentences(kitchen, "Otto")
    assert not any("opened" in one or "printed" in one for one in seen if one.startswith("Ivy"))
    assert "Ivy started this map." in seen  # what is done on the map is there for both
    # Nor is she shown as here to him, though he is to her.
    for one in (kitchen.ivy, otto):
        one.put(f"{kitchen.map}/here", json={})
    here = otto.get(f"{kitchen.map}/here").json()["here"]
    assert [one["first_name"] for one in here] == ["Otto"]
    assert len(kitchen.ivy.get(f"{kitchen.map}/here").json()["here"]) == 2
    # Nor do numbers tell that there is more: neither of entries, nor of pages, nor what is told.
    entries = otto.get(f"{kitchen.map}/history").json()["entries"]
    assert [one["n"] for one in entries] == list(range(len(entries), 0, -1))
    mine = kitchen.ivy.get(f"{kitchen.map}/history").json()["entries"]
    assert [one["n"] for one in mine] == list(range(len(mine), 0, -1))
    assert len(mine) > len(entries)
    for only in ({}, {"what": "changed"}):
        page = otto.get(f"{kitchen.map}/history", params=only).json()
        assert page["next"] is None
        shown = [one["sentence"] for one in page["entries"]]
        before = otto.get(f"{kitchen.map}/history", params={**only, "before": len(shown)}).json()
        assert [one["sentence"] for one in before["entries"]] == shown[1:]
    told = noted(kitchen)
    kitchen.ivy.post(f"{kitchen.map}/prints", json={"what": "easy"})
    assert noted(kitchen) == told
    assert "You opened this map." in sentences(kitchen)
    # Whoever acts for somebody hides nothing, nor what they hid before they said so.
    ivys = f"{kitchen.map}/quiet/{kitchen.accounts['Ivy']}"
    otto.put(ivys, json={"hidden": True})
    assert not any(one.startswith("Otto opened") for one in sentences(kitchen))
    otto.put(f"{kitchen.map}/acting", json={"ground": "deputy"})
    assert any(one.startswith("Otto opened") for one in sentences(kitchen))
    assert kitchen.ivy.put(at, json={"hidden": False}).status_code == 204
    assert looked in sentences(kitchen, "Otto")
    assert not any("hid" in one for one in sentences(kitchen, "Otto") if "Ivy" in one[:4])


def test_the_quiet_way_is_an_owners_and_leaves_a_map_its_owner(
    kitchen: Kitchen,
    otto: Any,
) -> None:
    kitchen.accept("Rosa", kitchen.link("editor"))
    at = f"{kitchen.map}/quiet/{kitchen.accounts['Otto']}"
    for name, status, slug in (("Rosa", 403, "not-allowed"), ("Femi", 404, "not-found")):
        page = kitchen.page(name)
        answers = (page.get(f"{kitchen.map}/quiet"), page.put(at, json={"hidden": True}))
        for refused in (*answers, page.delete(at)):
            assert_problem(refused, status, slug)
    mine = kitchen.ivy.delete(f"{kitchen.map}/quiet/{kitchen.accounts['Ivy']}")
    assert_problem(mine, 422, "not-well-formed", field="account_id")
    rosas = f"{kitchen.map}/quiet/{kitchen.accounts['Rosa']}"
    assert_problem(kitchen.ivy.put(rosas, json={"hidden": True}), 404, "not-found")
    # Of two equal owners either may; whoever is stopped is not an owner from that moment.
    assert otto.delete(f"{kitchen.map}/quiet/{kitchen.accounts['Ivy']}").status_code == 204
    assert kitchen.ivy.get(kitchen.map).status_code == 404


@pytest.mark.parametrize(
    "written", [None, "", "Call Larkmead's helpline.\nAny day.\n\n<b>Or us</b>"]
)
def test_where_to_turn_is_what_the_operator_wrote_and_is_for_anybody(
    kitchen: Kitchen,
    tmp_path: Any,
    written: str | None,
) -> None:
    page = kitchen.browser()
    file = tmp_path / "worried.txt"
    if written is not None:
        file.write_text(written)
    settings = page.app.state.settings  # type: ignore[attr-defined]
    page.app.state.settings = settings.model_copy(update={"worried_file": file})  # type: ignore[attr-defined]
    told = page.get("/api/v1/worried")
    assert told.status_code == 200
    wanted = ["Call Larkmead's helpline.\nAny day.", "<b>Or us</b>"] if written else []
    assert told.json() == {"paragraphs": wanted}
