"""Making a release of 10,000 elements, and asking it all its questions through the API."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient

from api import create_app
from benchmarks.desks import of_times, timed
from benchmarks.figure import Figure
from benchmarks.served import new_place
from fixtures.borough.make import generate
from mapping import neighbourhoods, people, releases, tokens
from mapping.allowance import Allowance
from mapping.interchange.tabular import read_connections, read_elements
from mapping.policy import Reader
from mapping.releases import asking
from mapping.service import Service, open_service
from mapping.store import Engine

ELEMENTS = 10_000
ROUNDS = 4


def questions(engine: Engine) -> Iterator[Figure]:
    """Ask each question with each choice, by a key; the app is in this process."""
    with new_place(engine) as place, contextlib.closing(open_service(place.settings())) as service:
        borough = borough_of(service)
        spent = timed(lambda: releases.make(service, borough))
        yield Figure(f"make a release of {ELEMENTS:,} elements", spent, "s")
        [release] = releases.listed(service)
        app = create_app(place.settings(), lambda: service)
        app.state.service, app.state.allowance = service, Allowance(most=1_000_000)
        program = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        program.headers["Authorization"] = f"Bearer {key_of(service)}"
        times, hidden, numbers = [], 0, 0
        for _ in range(ROUNDS):
            for question, choice in asking.every_answer():
                began = time.perf_counter()
                answer = program.get(
                    f"/api/v1/releases/{release.id}/queries/{question.name}", params=choice
                )
                times.append(time.perf_counter() - began)
                assert answer.status_code in {200, 422}, answer.text
                rows = answer.json().get("rows", [])
                marks = [row[k] for row in rows for k in row if k.endswith("_hidden")]
                hidden, numbers = hidden + sum(marks), numbers + len(marks)
        yield from of_times(f"ask a release of {ELEMENTS:,} elements", times, 100)
        yield Figure("of its numbers and shares are hidden", 100 * hidden / numbers, "%")


def borough_of(service: Service) -> str:
    """List a made-up borough of 10,000 elements, and return its neighbourhood."""
    id_ = neighbourhoods.create(service, name="Borough (made up)")
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(elements=ELEMENTS).write(folder)
        rows = read_elements(folder / "elements.csv", scope=id_)
        lines = read_connections(folder / "connections.csv")
        neighbourhoods.add_to_directory(service, id_, [row.element for row in rows], lines)
    return id_


def key_of(service: Service, number: int = 0) -> str:
    """Return a key of an analyst, who is made for it."""
    account = people.create_account(
        service, name="Lin Zhao", email=f"lin-{number}@example.org", service_roles=["analyst"]
    )
    analyst = Reader(account_id=account, name="Lin Zhao", service_roles=frozenset({"analyst"}))
    return tokens.make(service, analyst, label="Benchmark", scopes=["read"], days=1).secret
