"""The locality report as programs get it: JSON for whoever may read the neighbourhood, and CSV."""

from __future__ import annotations

import csv
from pathlib import Path

from mapping.service import Service
from tests.api.conftest import Browser
from tests.api.test_places import HOSTILE, organiser
from tests.helpers import assert_problem
from tests.places import body, listed, started


def test_the_report_is_answered_in_figures_words_and_as_a_table(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(
        service,
        place,
        body(place, HOSTILE, (0, 0), offers=("meals",)),
        body(place, "Asha Rao", kind="person", area="A0", offers=("faith",)),
    )
    client = organiser(service, browser, place)
    address = f"/api/v1/neighbourhoods/{place}/reports/locality"
    found = client.get(address, params={"area": "A0"}).json()
    assert found["areas"]["A0"]["counts"]["all"] == 1
    assert list(found["names"].values()) == [HOSTILE]
    assert found["of_area"]["name"] == "Square 0"
    assert "1 place or group stands in 4 areas." in found["sentences"]
    assert found["areas"]["A0"]["people"] == {"value": None, "hidden": True}
    inside = client.get(address, params={"outside": "false"}).json()
    assert inside["areas"]["A0"]["people"] == {"value": 1, "hidden": False}
    part = client.get(address, params={"shown": "kind=person"}).json()
    assert part["areas"]["A0"]["counts"]["all"] == 0
    table = client.get(address, params={"format": "csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(table.text.splitlines()))
    assert [row["assets"] for row in rows] == ["1", "0", "0", "0"]
    assert rows[0]["people"] == "*"
    assert float(rows[0]["minutes_to_meals"]) == found["areas"]["A0"]["nearest_min"]["meals"]
    wrong = client.get(address, params={"kind": "ward"})
    assert "area" in assert_problem(wrong, 422, "not-well-formed", field="kind")["detail"]
    assert_problem(
        client.get(address, params={"walk_speed": "1"}), 422, "not-well-formed", field="walk_speed"
    )
