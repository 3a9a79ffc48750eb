"""Two neighbourhoods beside each other, for somebody who may read both."""

from __future__ import annotations

from mapping import neighbourhoods
from mapping.model import today
from mapping.reports import report_of
from mapping.service import Service
from tests.api.conftest import Browser
from tests.api.test_directory import Desk
from tests.api.test_reports import account_with_role
from tests.api.test_rights import give
from tests.helpers import assert_problem


def test_two_neighbourhoods_are_compared_by_what_does_not_follow_from_their_sizes(
    service: Service, browser: Browser
) -> None:
    place, other = (neighbourhoods.create(service, name=one) for one in ("Larkmead", "Saltmarsh"))
    femi = account_with_role(service, "Femi Balogun", "organiser", place)
    page = browser(femi)
    larkmead, saltmarsh = Desk(page, place), Desk(page, other)
    address = f"{larkmead.at}/beside/{other}"
    assert_problem(page.get(address), 404, "not-found")
    give(service, femi, "organiser", neighbourhood=other)

    for desk, across in ((larkmead, True), (saltmarsh, False)):
        club, choir = desk.enter("Lunch club"), desk.enter("Choir")
        surgery, nurses = (desk.enter(one, "health_care_provider") for one in ("GP", "Nurses"))
        ends = (surgery, nurses) if across else (choir, surgery)
        desk.made(desk.connect("collaborates_with", club, ends[0], state="engaged"))
        desk.made(desk.connect("collaborates_with", ends[1], (choir, nurses)[not across]))
        desk.made(desk.connect("cares_for", nurses, choir, state="engaged"))
    hub = larkmead.enter("Hub", "organisation")
    both = {"neighbourhood": other, "since": today(), "ids": [hub]}
    service.write(lambda tx: tx.run("list_in_directory", **both))
    service.write(lambda tx: tx.run("advance_view", id=other))

    found = page.get(address).json()
    figures = {one["field"]: (one["one"], one["other"]) for one in found["figures"]}
    assert "ei_index" not in figures
    assert figures["actors"] == (5, 5), "what works in both counts in each"
    for field, report in (("yule_q", "mixing"), ("breadth", "wealth")):
        ours, theirs = (report_of(service, id_, report)[field] for id_ in (place, other))
        assert figures[field] == (ours, theirs), "as each one's own report says"
    assert "more drawn together in Larkmead" in found["sentences"][0]
    assert [one["name"] for one in found["in_both"]] == ["Hub"]
    assert found["sentences"][1] == "1 entry is listed in both, each as one element."
    assert "0.81" in found["why"]
