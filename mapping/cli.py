"""The command line, `care-mapping`: serving, accounts, and checking what is kept.

Exit 0 is done, 1 refused with a plain message, 2 wrong usage. What commands do is in the use cases,
which a command imports itself: what needs no store starts without loading one.
"""

from __future__ import annotations

import gc
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mapping import (
    analyse_command,
    areas_command,
    backup_command,
    import_command,
    locality_command,
    release_command,
)
from mapping.console import AsJson, Data, err, out, refuse
from mapping.refusals import NotWellFormed
from mapping.settings import DEFAULT_DATA, Settings

if TYPE_CHECKING:
    from mapping.locality.alone import Built
    from mapping.service import Service

app = typer.Typer(
    help="Care maps: drawn in the browser, kept safe, shared by the people they are about.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
accounts = typer.Typer(help="Who may sign in.", no_args_is_help=True)
app.add_typer(accounts, name="accounts")
neighbourhoods = typer.Typer(help="The neighbourhoods served.", no_args_is_help=True)
app.add_typer(neighbourhoods, name="neighbourhoods")


@app.callback()
def _before_any() -> None:
    # A large map or import is many objects made at once, none of them garbage: looking for some
    # after every 700, as Python does, doubled the time that reading a view took.
    gc.set_threshold(100_000, 20, 50)


RESTS: Final = 4
"""How much longer rehearsing rests than it asks, while people are at work already."""

DEMO_DATA: Final = DEFAULT_DATA.with_name("care-mapping-demonstration")


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 for any that is free.")] = 8000,
    demonstration: Annotated[
        bool, typer.Option("--demo", help="Invented people only, in a folder of its own.")
    ] = False,
) -> None:
    """Serve the pages and the API, and print the address to open."""
    import uvicorn

    from api.app import create_app
    from api.serving import Server
    from mapping.store import DataFolderInUse, check_free

    settings = _settings(data, demonstration=demonstration)
    if demonstration and host not in {"127.0.0.1", "::1", "localhost"}:
        refuse("The demonstration is for this machine only. Leave out --host, or leave out --demo.")
    if settings.store is None:
        try:
            check_free(settings.data)
        except DataFolderInUse as error:
            refuse(str(error))
    listening = _listen(host, port)
    address = f"http://{host}:{listening.getsockname()[1]}"
    out.print(f"Care Mapping is at [bold]{address}[/bold]")
    out.print("Stop it with Ctrl+C.", style="dim")
    config = uvicorn.Config(
        create_app(settings, lambda: _open_ready(settings)),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=5,
    )
    Server(config).run(sockets=[listening])


def _open_ready(settings: Settings) -> Service:
    """Open the store with all that the pages need in it."""
    from mapping import care_maps, demo, releases, sharing
    from mapping.service import open_service
    from mapping.store import StoreError
    from mapping.store.keys import KeyTrouble

    try:
        service = open_service(settings)
    except (StoreError, KeyTrouble) as error:
        err.print(str(error), highlight=False)  # the page says it too
        raise
    try:
        if settings.demo:
            demo.load(service)
        else:
            sharing.keep_wordings(service, sharing.wordings_on_file())
        releases.tidy(service)
        Thread(target=_keep_times, args=(service,), name="keeping times", daemon=True).start()
        care_maps.rehearse(service)  # whoever is first opens a map at once
    except BaseException:
        service.close()
        raise
    rest = partial(service.store.rehearse, rests=RESTS)
    Thread(target=rest, name="rehearsing queries", daemon=True).start()
    return service


def _keep_times(service: Service) -> None:
    """Each hour, take away the maps whose time is over, and erase those taken away 30 days ago."""
    from time import sleep

    from mapping import ending, retention
    from mapping.store import StoreError

    while True:
        with suppress(StoreError):  # it is tried again in an hour
            retention.take_away_what_is_over(service)
            ending.erase_what_is_over(service)
        sleep(3600)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        refuse(
            f"Port {port} of {host} cannot be used ({error.strerror}). Stop what uses it, "
            "or choose another with --port."
        )
    listening.listen(256)
    return listening


@accounts.command("create-administrator")
def create_administrator(
    name: Annotated[str, typer.Option(prompt=True)],
    email: Annotated[str, typer.Option(prompt=True)],
    password: Annotated[str, typer.Option(prompt=True, confirmation_prompt=True, hide_input=True)],
    data: Data = None,
) -> None:
    """Make an administrator's account: they invite everybody else, and never open a map."""
    from mapping import people

    with _opened(data) as service:
        people.create_administrator(service, name=name, email=email, password=password)
    out.print("The administrator can sign in now.")


@neighbourhoods.command("start")
def start_neighbourhood(
    name: Annotated[str, typer.Argument(help="What people there call it.")], data: Data = None
) -> None:
    """Start a neighbourhood with an empty map, and print its id for the invitations to it."""
    from mapping import neighbourhoods as use_cases

    with _opened(data) as service:
        out.print(use_cases.create(service, name=name), highlight=False)


@app.command()
def check(data: Data = None, as_json: AsJson = False) -> None:
    """Check that nothing in the audit trail was altered, removed or cut off."""
    from mapping import audit

    with _opened(data) as service:
        troubles = audit.check(service)
    if as_json:
        found = [{"chain": trouble.chain, "why": trouble.why} for trouble in troubles]
        out.print_json(json.dumps({"sound": not troubles, "troubles": found}))
    elif not troubles:
        out.print("The store opens, its schema is current, and every audit chain is whole.")
    for trouble in () if as_json else troubles:
        err.print(f"Audit chain {trouble.chain}: {trouble.why}.")
    if troubles:
        raise typer.Exit(1)


@app.command()
def ready(
    port: Annotated[int, typer.Option(help="The port that it listens on.")] = 8000,
) -> None:
    """Say whether the program that serves on this machine is ready; for watching it."""
    from urllib.request import urlopen

    try:
        with urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=2) as answer:
            health = json.load(answer)
            state, words = health["state"], health["detail"]
    except (OSError, ValueError, KeyError):
        refuse(f"Nothing of ours answers at port {port}.")
    if state != "ready":
        refuse(words)
    out.print(words)


@app.command(hidden=True)
def openapi(out: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write the OpenAPI document, from which the pages' client is made."""
    from api.app import openapi_document

    out.write_text(json.dumps(openapi_document(), indent=2, ensure_ascii=False) + "\n")


@app.command(hidden=True)
def rights(out: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write the page that says who may do what, from the one table in `policy.py`."""
    from mapping import policy

    out.write_text(policy.page())


def _settings(data: Path | None, *, demonstration: bool = False) -> Settings:
    given = Settings()
    if data is None and demonstration:
        data = DEMO_DATA if given.data == DEFAULT_DATA else given.data
    changes: dict[str, object] = {"data": data or given.data, "demo": demonstration or given.demo}
    if changes["demo"]:  # nobody's real keys and releases come near it
        changes |= {"keys": None, "releases": None}
    return given.model_copy(update=changes)


@contextmanager
def _opened(data: Path | None) -> Iterator[Service]:
    """Open the store for one command, joining a server that has it open."""
    from mapping.service import open_service
    from mapping.store import StoreError
    from mapping.store.keys import KeyTrouble

    try:
        service = open_service(_settings(data), join=True)
    except (StoreError, KeyTrouble) as error:
        refuse(str(error))
    try:
        yield service
    except (StoreError, KeyTrouble) as error:
        refuse(str(error))
    except NotWellFormed as error:
        refuse(f"{error.field}: {error.detail}")
    finally:
        service.close()


def _map_script() -> Built:
    """Return the script that draws maps, with all that it needs."""
    from api import site

    try:
        return site.map_built()
    except OSError:
        refuse("--map: the pages are not built yet. Run `make install`, then try again.")


analyse_command.register(app, _opened)
import_command.register(app, _opened)
backup_command.register(app, _opened)
areas_command.register(app, _opened)
locality_command.register(app, _opened, _map_script)
release_command.register(app, _opened)

if __name__ == "__main__":
    app()
