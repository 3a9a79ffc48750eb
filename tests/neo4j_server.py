"""A real Neo4j Community server for tests, from the jars on Maven Central, where none is given.

Run as `python tests/neo4j_server.py 5.26.20` it prints a line of JSON (uri, user, password) when
the server answers, and stops when its standard input ends. The jars are kept in the user's cache.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import neo4j
import neo4j.exceptions

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>neo4j-runtime</artifactId><version>1</version><dependencies>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId>
<version>{version}</version></dependency>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId>
<version>{version}</version></dependency>
</dependencies></project>"""
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
FOLDERS = ("conf", "data", "logs", "run", "plugins", "import", "licenses", "certificates", "lib")
OPENS = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch")
]
ANSWERS_WITHIN = 90.0


class CannotStart(Exception):
    """There is no Neo4j to be had on this machine; the message says why."""


def jars(version: str) -> Path:
    """Return the folder of the server's jars, fetched once."""
    if shutil.which("mvn") is None:
        raise CannotStart("Maven is not installed")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "neo4j-from-maven"
    folder = cache / version
    if not (folder / "complete").exists():
        (folder / "lib").mkdir(parents=True, exist_ok=True)
        (folder / "pom.xml").write_text(POM.format(version=version))
        fetch = ["mvn", "-q", "-B", COPY, "-DoutputDirectory=lib", "-DincludeScope=runtime"]
        fetched = subprocess.run(fetch, cwd=folder, capture_output=True, text=True, check=False)
        if fetched.returncode:
            raise CannotStart(f"Maven could not fetch Neo4j {version}: {fetched.stdout[-300:]}")
        (folder / "complete").touch()
    return folder / "lib"


def java_for(version: str) -> str:
    """Return the Java that this version of Neo4j runs on."""
    wanted = (17, 21) if version.startswith("5.") else (21, 25)
    found: dict[int, str] = {}
    candidates = [str(path) for path in Path("/usr/lib/jvm").glob("*/bin/java")]
    for java in [*candidates, shutil.which("java") or ""]:
        with contextlib.suppress(OSError):
            said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
            if match := re.search(r'version "(\d+)', said.stderr):
                found[int(match[1])] = java
    for number in wanted:
        if number in found:
            return found[number]
    either = " or ".join(map(str, wanted))
    raise CannotStart(f"Neo4j {version} needs Java {either}; found {sorted(found) or 'none'}")


@contextlib.contextmanager
def running(version: str) -> Iterator[dict[str, str]]:
    """Run a server and give its uri, user and password; stop it and remove its files after."""
    home = Path(tempfile.mkdtemp(prefix="neo4j-"))
    process = None
    try:
        bolt = configure(home)
        process = launch(version, home)
        uri = f"bolt://127.0.0.1:{bolt}"
        yield {"uri": uri, "user": "neo4j", "password": set_password(uri, process, home)}
    finally:
        if process is not None:
            process.terminate()
            process.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def launch(version: str, home: Path) -> "subprocess.Popen[bytes]":
    """Start a server on a folder that is configured, for the first time or again."""
    java, lib = java_for(version), jars(version)
    main = "CommunityEntryPoint" if version.startswith("5.") else "Neo4jCommunity"
    command = [java, "-Xmx1g", *OPENS, "-cp", f"{lib}/*", f"org.neo4j.server.{main}"]
    with (home / "logs" / "console.log").open("ab") as log:
        return subprocess.Popen(
            [*command, f"--home-dir={home}", f"--config-dir={home}/conf"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def configure(home: Path) -> int:
    """Make the folders and settings of a new server, and return the port that it will answer on."""
    for name in FOLDERS:
        (home / name).mkdir()
    bolt, http = _free_port(), _free_port()
    settings = (
        "server.default_listen_address=127.0.0.1",
        f"server.bolt.listen_address=127.0.0.1:{bolt}",
        f"server.http.listen_address=127.0.0.1:{http}",
        "server.https.enabled=false",
        "dbms.usage_report.enabled=false",
        "server.memory.pagecache.size=256m",
        "db.tx_log.preallocate=false",  # half a gigabyte for each server, which no test fills
    )
    (home / "conf" / "neo4j.conf").write_text("\n".join(settings))
    return bolt


def set_password(uri: str, process: "subprocess.Popen[bytes]", home: Path) -> str:
    """Wait until it answers; a new server only lets its first user change the password."""
    password, deadline = secrets.token_urlsafe(16), time.monotonic() + ANSWERS_WITHIN
    while True:
        try:
            with (
                neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver,
                driver.session(database="system") as session,
            ):
                change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
                session.run(change, new=password).consume()
                return password
        except (neo4j.exceptions.ServiceUnavailable, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                said = (home / "logs" / "console.log").read_text(errors="replace")
                raise CannotStart(f"Neo4j did not start: {said[-600:]}") from None
            time.sleep(0.3)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


if __name__ == "__main__":
    with running(sys.argv[1]) as server:
        print(json.dumps(server), flush=True)
        sys.stdin.read()
