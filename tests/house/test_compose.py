"""`docker-compose.yml` and the image, as far as can be tried without a Docker engine."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import make_secrets

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services as a compose parser reads them."""
    parser = shutil.which("docker-compose")
    if parser is None:
        if os.environ.get("CI"):
            pytest.fail("Checks need a compose parser: apt install docker-compose.")
        pytest.skip("there is no docker-compose here to read the file with")
    read = subprocess.run(
        [parser, "--profile", "tls", "config"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr
    found: dict[str, Any] = yaml.safe_load(read.stdout)["services"]
    return found


def test_the_program_waits_for_neo4j_5_26_and_each_is_watched(services: dict[str, Any]) -> None:
    assert services["neo4j"]["image"].startswith("neo4j:5.26")
    assert services["app"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert services["neo4j"]["healthcheck"]["test"]
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()


def test_only_this_machine_and_the_tls_proxy_are_let_in(services: dict[str, Any]) -> None:
    assert [port.rsplit(":", 2)[0] for port in services["app"]["ports"]] == ["127.0.0.1"]
    assert "ports" not in services["neo4j"]
    assert services["tls"]["ports"]


def test_secrets_come_from_files_and_no_password_is_written_down(services: dict[str, Any]) -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name, value in re.findall(r"^ +(\w*(?:PASSWORD|AUTH|KEY)\w*): (.*)$", text, re.MULTILINE):
        assert name.endswith("_FILE")
        assert value.startswith("/run/secrets/")
    assert {one["source"] for one in services["app"]["secrets"]} == {"neo4j_password", "master_key"}


def test_data_keys_releases_and_backups_each_have_a_volume(services: dict[str, Any]) -> None:
    kept = {volume.split(":")[1] for volume in services["app"]["volumes"]}
    assert kept == {"/data", "/keys", "/releases"}
    assert {v.split(":")[1] for v in services["neo4j"]["volumes"]} == {"/data", "/backups"}


def test_the_image_has_no_node_and_is_run_by_an_ordinary_user() -> None:
    last = (ROOT / "Dockerfile").read_text().rsplit("\nFROM ", 1)[1]
    assert "node" not in last
    assert re.search(r"^USER care-mapping$", last, re.MULTILINE)
    assert "--uid 10001" in last


def test_secrets_are_made_once_and_are_what_the_program_takes(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    make_secrets.make(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    password = (folder / "neo4j_password").read_text()
    assert (folder / "neo4j_auth").read_text() == f"neo4j/{password}"
    assert len(base64.b64decode((folder / "master_key").read_text())) == 32
    with pytest.raises(FileExistsError):
        make_secrets.make(folder)
    assert (folder / "neo4j_password").read_text() == password
