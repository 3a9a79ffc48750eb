"""Killing the program while people save loses nothing that was answered, on each store.

`torture.py` says what is looked at, and runs a hundred rounds; here are four.
"""

import itertools
import random
from pathlib import Path

import pytest

from mapping.store import Engine
from tests import neo4j_server
from tests.durability.torture import Torture, server_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def test_every_answered_edit_is_there_whole_after_kills_at_random_moments(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each way of killing once; the moments are random, so each run tries others."""
    try:
        with server_of(engine, tmp_path) as server:
            torture = Torture(tmp_path, server, seed=random.randrange(10**9))
            ways = itertools.cycle(["program", "both", "store first", "while starting"])
            monkeypatch.setattr(torture, "_how", lambda _: next(ways))
            torture.run(4)
    except neo4j_server.CannotStart as error:
        pytest.skip(str(error))
    assert torture.answered[0] > 0
    assert torture.counts["looked"] == 4, "three rounds looked before they drew, and one at the end"
