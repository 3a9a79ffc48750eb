"""Where a neighbourhood's figures stay, its saved views, and reports of what an address chooses."""

from __future__ import annotations

from fastapi.testclient import TestClient

from mapping.consent import withdraw
from mapping.service import Service
from mapping.vocabulary import Told
from tests.api.conftest import Browser
from tests.api.test_reports import account_with_role, by_command
from tests.helpers import assert_problem
from tests.test_consent import Street


def test_places_stay_and_what_is_withdrawn_loses_its_own(
    service: Service, browser: Browser
) -> None:
    street = Street(service)
    street.told(street.rosa, Told.AGREED)
    street.share(street.table.owner, street.rosa)
    place = street.larkmead
    organiser = browser(account_with_role(service, "Femi Balogun", "organiser", place))
    member = browser(account_with_role(service, "Mo Reed", "member", place))
    at = f"/api/v1/neighbourhoods/{place}"
    ids = [one["id"] for one in organiser.get(f"{at}/elements").json()["items"]]
    spots = [{"element": id_, "x": 0.25, "y": n / 10} for n, id_ in enumerate(ids)]

    def places(reader: TestClient) -> list[object]:
        return sorted(reader.get(f"{at}/layout").json()["places"], key=str)

    assert places(member) == []
    elsewhere = {"element": "somebody-else", "x": 0.5, "y": 0.5}
    assert organiser.put(f"{at}/layout", json={"places": [*spots, elsewhere]}).status_code == 204
    assert places(member) == sorted(spots, key=str)

    late = [{**spots[0], "x": 0.9}]
    organiser.put(f"{at}/layout", json={"places": late})
    assert places(member) == sorted(spots, key=str), "whoever kept a place first is right"
    organiser.put(f"{at}/layout", json={"places": late, "moved": True})
    assert places(member) == sorted([*late, *spots[1:]], key=str)
    assert_problem(member.put(f"{at}/layout", json={"places": spots}), 403, "not-allowed")
    wrong = organiser.put(f"{at}/layout", json={"places": [{**spots[0], "x": 9}]})
    assert_problem(wrong, 422, "not-well-formed", field="places[0].x")

    withdraw(service, street.owner, street.table.map_id, about=None)
    left = {one["id"] for one in organiser.get(f"{at}/elements").json()["items"]}
    stay = [one for one in [*late, *spots[1:]] if one["element"] in left]
    assert len(stay) == len(spots) - 2
    assert places(member) == sorted(stay, key=str)
    street.share(street.table.owner, street.rosa)
    assert places(member) == sorted(stay, key=str), "it does not find its old place again"


def test_a_saved_view_is_everybodys_and_every_report_follows_its_address(
    service: Service, browser: Browser
) -> None:
    street = Street(service)
    place = street.larkmead
    organiser = browser(account_with_role(service, "Femi Balogun", "organiser", place))
    member = browser(account_with_role(service, "Mo Reed", "member", place))
    at = f"/api/v1/neighbourhoods/{place}"

    saved = organiser.post(f"{at}/saved-views", json={"name": "Groups", "shown": "?kind=group"})
    assert saved.status_code == 201
    assert member.get(f"{at}/saved-views").json() == [saved.json()]
    again = organiser.post(f"{at}/saved-views", json={"name": "groups", "shown": ""})
    assert_problem(again, 422, "not-well-formed", field="name")
    elsewhere = {"name": "Away", "shown": "https://example.org"}
    refused = organiser.post(f"{at}/saved-views", json=elsewhere)
    assert_problem(refused, 422, "not-well-formed", field="shown")

    whole = member.get(f"{at}/reports/who").json()
    part = member.get(f"{at}/reports/who", params={"shown": saved.json()["shown"]}).json()
    groups = whole["by_kind"].get("group", 0)
    assert part["by_kind"] == ({"group": groups} if groups else {})
    none = member.get(f"{at}/reports/who", params={"shown": "kind="}).json()
    assert none["actors"] == 0
    assert by_command(service, place, "--shown", "kind=")["who"]["actors"] == 0

    gone = f"{at}/saved-views/{saved.json()['id']}"
    assert_problem(member.delete(gone), 403, "not-allowed")
    assert organiser.delete(gone).status_code == 204
    assert_problem(organiser.delete(gone), 404, "not-found")
    rows = service.read(lambda tx: tx.rows("audit_entries", chain=place, after=0, limit=50))
    assert [row["action"] for row in rows][-2:] == ["view.saved", "view.removed"]
