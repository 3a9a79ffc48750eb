"""Transparency: whoever sees or changes anything of a care map is in the history its owner reads.

The endpoints are those of the app, so that a new one cannot be forgotten: each that reads is asked
by somebody who has never been there, and each that changes is asked to change something.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable
from typing import Any

from mapping import (
    acting,
    asking,
    care_maps,
    drawings,
    history,
    invitations,
    joining,
    neighbourhoods,
)
from mapping.consent import Purpose
from mapping.model import new_id, today
from mapping.service import Service
from mapping.sharing import Wording, keep_wordings
from tests.api.conftest import Browser
from tests.api.test_rights import ENDPOINTS, filled, give
from tests.helpers import account, reader
from tests.pictures import jpeg

ON_A_MAP = [one for one in ENDPOINTS if one.about == "care_map"]
LEAVES_NO_TRACE = {"PUT /api/v1/care-maps/{care_map_id}/here"}
"""Saying that one is there; it changes nothing, and gives no more than one's own role."""


class Home:
    """A care map with Rosa on it, its owner, and what can be done to it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        place = neighbourhoods.create(service, name="Larkmead")
        keep_wordings(
            service, [Wording(id="n", version=1, purpose=Purpose.NEIGHBOURHOOD, text="It will.")]
        )
        self.owner = account(service, "Ivy Adeyemi")
        give(service, self.owner, "member", neighbourhood=place)
        self.reader = reader(service, self.owner)
        self.document = care_maps.create(
            service, self.reader, owner_name="Ivy Adeyemi", neighbourhood=place, mine=True
        ).document
        self.id = self.document.id
        self.reader = reader(service, self.owner)
        self.rosa = new_id()
        self.club = new_id()
        self.drawing = drawings.keep(service, self.reader, self.id).id

    def told(self) -> list[history.Entry]:
        return list(history.history(self.service, self.reader, self.id).entries)

    def done(self) -> int:
        """Return how many things the owner did, as the history tells of any that has words."""
        told = history.as_table(self.service, self.reader, self.id, history.Only(who=self.owner))
        return told.count("You ") - told.count("something else")

    def edit(self) -> dict[str, Any]:
        element = {"id": self.rosa, "scope": self.id, "kind": "person", "name": "Rosa"}
        figure = {"element_id": self.rosa, "x": 300, "y": 0, "presence": "nearby"}
        add = {"does": "add", "element": element, "figure": figure}
        club = {"id": self.club, "scope": self.id, "kind": "group", "name": "Club"}
        beside = {"element_id": self.club, "x": 300, "y": 60, "presence": "nearby"}
        group = {"does": "add", "element": club, "figure": beside}
        return {"id": new_id(), "scope": self.id, "base": 0, "steps": [add, group]}

    def asking(self, *, accepted: bool) -> str:
        """Ask Rosa to join the team, and return the asking, which somebody has accepted."""
        made = joining.ask(self.service, self.reader, self.id, self.rosa, gives=())
        if accepted:
            rosa = reader(self.service, account(self.service, f"R{new_id()} Delgado"))
            invitations.accept(self.service, rosa, made.link_path.rsplit("/", 1)[1])
        return str(made.id)

    def asked(self) -> str:
        """Have somebody ask to see the map, and return what they asked."""
        femi = reader(self.service, account(self.service, f"F{new_id()} Balogun"))
        asking.ask(self.service, femi, address=f"/care-maps/{self.id}", sentence="May I?")
        return str(asking.waiting(self.service, self.id)[-1].id)

    def remark(self) -> str:
        """Return what somebody said and nobody answered yet."""
        rows = self.service.read(lambda tx: tx.rows("remarks_of", scope=self.id))
        return str(rows[0]["id"])

    def names(self, what: str) -> dict[str, str]:
        """Return what the address of something that changes the map names."""
        visitor = account(self.service, f"V{new_id()} Visitor")
        give(self.service, visitor, "viewer", care_map=self.id)
        made = invitations.invite_to_care_map(self.service, self.reader, self.id, "viewer")
        if what.startswith("PUT quiet"):
            give(self.service, visitor, "owner", care_map=self.id)
        if what.startswith(("POST acting", "DELETE acting")):
            give(self.service, visitor, "owner", care_map=self.id)
            wanted = acting.ActingWanted(ground="deputy")
            acting.state(self.service, reader(self.service, visitor), self.id, wanted)
        return {
            "care_map_id": self.id,
            "element_id": self.rosa,
            "drawing_id": self.drawing,
            "account_id": visitor,
            "invitation_id": made.id,
            "hat": "rota_wrangler",
            "asked_id": self.asked() if "asked_id" in what else "none",
            **({"remark_id": self.remark()} if "remark_id" in what else {}),
            **(
                {"asking_id": self.asking(accepted="confirmation" in what)}
                if "asking_id" in what
                else {}
            ),
        }


PLACED = {"x": 0, "y": 0, "width": 100}
CHANGES: dict[str, Callable[[Home], Any]] = {
    "POST edits": Home.edit,
    "PUT review-date": lambda _: {"review_on": (today() + dt.timedelta(days=30)).isoformat()},
    "POST drawings": lambda _: {},
    "POST plans": lambda home: {"plan": {"without": [home.rosa]}},
    "PUT tracing": lambda _: {"picture": base64.b64encode(jpeg()).decode(), "placement": PLACED},
    "PUT tracing/placement": lambda _: PLACED,
    "DELETE tracing": lambda _: None,
    "POST prints": lambda _: {"what": "picture"},
    "PUT told/{element_id}": lambda _: {"told": "agreed"},
    "POST consents": lambda home: {
        "about": [home.rosa],
        "about_kind": "element",
        "purpose": "neighbourhood",
        "detail": "named",
        "wording": "n",
    },
    "POST consents/withdrawal": lambda _: {"about": "everything"},
    "POST team/askings": lambda home: {"element_id": home.rosa},
    "DELETE team/askings/{asking_id}": lambda _: None,
    "POST team/askings/{asking_id}/confirmation": lambda _: {"it_is_them": True},
    "POST team/members/{element_id}/hats": lambda _: {
        "hat": "rota_wrangler",
        "until": (today() + dt.timedelta(days=30)).isoformat(),
    },
    "POST team/members/{element_id}/hats/{hat}/answer": lambda _: {
        "side": "person",
        "agrees": True,
        "said": "At the table",
    },
    "DELETE team/members/{element_id}/hats/{hat}": lambda _: None,
    "DELETE team/members/{element_id}": lambda _: None,
    "POST team/members": lambda home: {"element_id": home.rosa, "said": "At the table"},
    "POST remarks": lambda home: {
        "about_kind": "element",
        "about": home.rosa,
        "text": "She moved away",
    },
    "POST remarks/{remark_id}/answer": lambda _: {"accepts": True},
    "POST proposals": lambda home: {"element_id": home.club},
    "POST invitations": lambda _: {"role": "viewer"},
    "DELETE invitations/{invitation_id}": lambda _: None,
    "PUT people/{account_id}/until": lambda _: {"until": today().isoformat()},
    "DELETE people/{account_id}": lambda _: None,
    "PUT quiet/{account_id}": lambda _: {"hidden": True},
    "DELETE quiet/{account_id}": lambda _: None,
    "PUT acting": lambda _: {"ground": "own_consent"},
    "POST acting/{account_id}/review": lambda _: None,
    "DELETE acting/{account_id}": lambda _: None,
    "POST access-requests/{asked_id}/yes": lambda _: {"role": "viewer"},
    "POST access-requests/{asked_id}/no": lambda _: {"sentence": "Not now"},
    "DELETE access-requests/{asked_id}": lambda _: None,
    "POST drawings/{drawing_id}/return": lambda _: None,
    "POST erasures": lambda home: {"element_id": home.rosa, "leave": "gap"},
    "PUT retention": lambda _: {"keep_until": (today() + dt.timedelta(days=90)).isoformat()},
    "PUT state": lambda _: {"state": "closed"},
    "POST ending": lambda _: {"sure": True},
}
"""What changes a care map, in an order in which each can be done, and what to send."""


def test_every_view_and_change_is_in_the_history_that_the_owner_reads(
    service: Service, browser: Browser
) -> None:
    home = Home(service)
    unseen = []
    for endpoint in ON_A_MAP:
        if endpoint.method != "GET":
            continue
        visitor = account(service, f"V{new_id()} Visitor")
        give(service, visitor, "owner", care_map=home.id)
        path = filled(endpoint.path, {"care_map_id": home.id, "drawing_id": home.drawing})
        browser(visitor).get(path)
        if visitor not in {entry.by for entry in home.told()}:
            unseen.append(str(endpoint))
    assert unseen == []

    page = browser(home.owner)
    changing = {str(one) for one in ON_A_MAP if one.method != "GET"} - LEAVES_NO_TRACE
    begin = "/api/v1/care-maps/{care_map_id}/"
    assert changing == {what.replace(" ", f" {begin}", 1) for what in CHANGES}, "say how to do it"
    for what, body in CHANGES.items():
        names = home.names(what)
        before = home.done()
        method, path = what.split(" ", 1)
        answer = page.request(method, filled(begin + path, names), json=body(home))
        assert answer.status_code < 300, (what, answer.text)
        assert home.done() > before + 1, what  # one is the reading of the table
