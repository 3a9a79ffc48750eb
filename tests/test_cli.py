"""The command line: what an operator types, and what it says."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mapping import cli, people, policy
from mapping.cli import app
from mapping.service import Service, open_service
from mapping.settings import Settings
from tests.helpers import PASSWORD

ADA = ["--name", "Ada Min", "--email", "ada@example.org", "--password", PASSWORD]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path]]:
    """A data folder that is being served, which the commands join."""
    data = tmp_path_factory.mktemp("served")
    service = open_service(Settings(data=data))
    yield service, data
    service.close()


def test_the_first_administrator_is_made_by_command_and_signs_in(
    served: tuple[Service, Path],
) -> None:
    service, data = served
    made = run("accounts", "create-administrator", *ADA, "--data", str(data))
    assert (made.exit_code, made.output) == (0, "The administrator can sign in now.\n")
    secret = people.sign_in(service, email="ada@example.org", password=PASSWORD, client="here")
    ada = people.reader_of_session(service, secret)
    assert ada
    assert ada.service_roles == {"administrator"}
    with pytest.raises(policy.NotAllowed):
        policy.check(ada, "care_map.create")


def test_what_cannot_be_taken_is_refused_by_field_with_exit_1(
    served: tuple[Service, Path],
) -> None:
    _, data = served
    short = ["--name", "Bo", "--email", "bo@example.org", "--password", "short"]
    refused = run("accounts", "create-administrator", *short, "--data", str(data))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("password: ")


def test_a_neighbourhood_is_started_by_command(served: tuple[Service, Path]) -> None:
    service, data = served
    started = run("neighbourhoods", "start", "Larkmead", "--data", str(data))
    found = service.read(lambda tx: tx.one("neighbourhood", id=started.output.strip()))
    assert found
    assert found["name"] == "Larkmead"


def test_check_says_so_when_all_is_sound_and_where_it_is_not(
    served: tuple[Service, Path],
) -> None:
    service, data = served
    assert run("check", "--data", str(data)).exit_code == 0
    service.anchors._db.execute("INSERT INTO anchors VALUES ('gone', 3, 'x')")
    found = run("check", "--data", str(data), "--json")
    assert found.exit_code == 1
    assert json.loads(found.output) == {
        "sound": False,
        "troubles": [{"chain": "gone", "why": "the whole chain is missing"}],
    }


def test_wrong_usage_exits_2() -> None:
    assert run("check", "--no-such-option").exit_code == 2


def test_the_demonstration_is_for_this_machine_only(tmp_path: Path) -> None:
    refused = run("serve", "--demo", "--host", "0.0.0.0", "--data", str(tmp_path))
    assert refused.exit_code == 1
    assert "this machine only" in refused.stderr


def test_whoever_watches_the_program_is_told_whether_it_is_ready() -> None:
    said = {"state": "starting", "detail": "Getting your maps ready."}
    with answering(said) as port:
        early = run("ready", "--port", str(port))
        assert (early.exit_code, early.stderr) == (1, "Getting your maps ready.\n")
        said.update(state="ready", detail="Ready.")
        assert run("ready", "--port", str(port)).exit_code == 0
    gone = run("ready", "--port", str(port))
    assert (gone.exit_code, gone.stderr) == (1, f"Nothing of ours answers at port {port}.\n")


@contextmanager
def answering(health: dict[str, str]) -> Iterator[int]:
    """Answer every request with what `health` says then, and give the port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(health).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_keys_and_releases_can_be_kept_apart_from_the_data(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", keys=tmp_path / "keys")
    service = open_service(settings)
    people.create_administrator(service, name="Ada Min", email="a@example.org", password=PASSWORD)
    service.close()
    assert {"master.key", "keys.sqlite3"} <= {file.name for file in settings.keys_folder.iterdir()}
    assert not list(settings.data.glob("*key*"))
    assert settings.releases_folder == tmp_path / "data" / "releases"


def test_the_demonstration_comes_near_nobodys_real_keys_or_releases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_MAPPING_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("CARE_MAPPING_RELEASES", str(tmp_path / "releases"))
    settings = cli._settings(tmp_path / "demo", demonstration=True)
    assert settings.keys_folder == tmp_path / "demo"
    assert settings.releases_folder == tmp_path / "demo" / "releases"
    assert cli._settings(None).keys_folder == tmp_path / "keys"
