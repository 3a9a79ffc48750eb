"""People's accounts: making them, signing in and out, and who a request comes from.

An account's name and email are sealed under its own key; its email is looked up by a fingerprint.
What an account may do is `policy.py`; how it comes to a role is `invitations.py`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError

from mapping import audit, credentials, passwords, throttle
from mapping.credentials import has_ended, later
from mapping.model import Frozen, Id, Name, instant, new_id
from mapping.policy import CARE_MAP_ROLES, NEIGHBOURHOOD_ROLES, NotFound, Reader
from mapping.refusals import NotWellFormed, WrongSignIn
from mapping.service import Service
from mapping.store import Row, Transaction

IDLE: Final = dt.timedelta(hours=12)
"""A session ends when it was not used for this long."""
LONGEST: Final = dt.timedelta(days=14)
"""A session ends after this long, used or not."""
_EXTEND_EVERY: Final = dt.timedelta(minutes=5)

SOMEONE_REMOVED: Final = "Someone who was removed"

_EMAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_NAME: Final = TypeAdapter[str](Name)


class CareMapOfMine(Frozen):
    """A care map that an account has a role on."""

    id: Id
    title: str
    role: str


class NeighbourhoodOfMine(Frozen):
    """A neighbourhood that an account has a role in."""

    id: Id
    name: str
    role: str


class Me(Frozen):
    """An account as its own person sees it."""

    id: Id
    name: str
    email: str
    title: str
    service_roles: tuple[str, ...]
    care_maps: tuple[CareMapOfMine, ...]
    neighbourhoods: tuple[NeighbourhoodOfMine, ...]
    demo: bool


class Choice(Frozen):
    """An invented person whom a visitor of the demonstration can be."""

    account_id: Id
    name: str
    title: str
    does: str


def create_account(
    service: Service,
    *,
    name: str,
    email: str,
    password: str | None = None,
    service_roles: Sequence[str] = (),
    title: str | None = None,
    does: str | None = None,
) -> str:
    """Make an account.

    Parameters
    ----------
    service
        Where to.
    name, email
        The person's; no two accounts have the same email.
    password
        None for an invented person of the demonstration, who needs none.
    service_roles
        `administrator`, `analyst` or neither.
    title, does
        What an invented person is, and what can be seen as them, for the page to sign in.

    Returns
    -------
    str
        The account's id.

    Raises
    ------
    NotWellFormed
        If the name, email or password cannot be taken, or the email has an account already.
    """
    account = prepared(service, name=name, email=email, password=password)
    account |= {"service_roles": list(service_roles), "title": title, "does": does}
    service.write(lambda tx: write_account(tx, service, account))
    return str(account["id"])


def create_administrator(service: Service, *, name: str, email: str, password: str) -> str:
    """Make an administrator's account, as the command line does for the first; return its id."""
    return create_account(
        service, name=name, email=email, password=password, service_roles=["administrator"]
    )


def prepared(service: Service, *, name: str, email: str, password: str | None) -> Row:
    """Return an account ready to be written: checked, hashed, sealed under a key of its own."""
    email = normalised(email)
    if password is not None:
        passwords.check_is_good(password, email=email)
    elif not service.demo:
        raise NotWellFormed("password", "Choose a password.")
    account_id = new_id()
    sealed_name = _checked_name(name)
    service.sealer.keys.make([account_id])
    return {
        "id": account_id,
        "name": service.sealer.seal(sealed_name, account_id),
        "email": service.sealer.seal(email, account_id),
        "email_index": email_index(service, email),
        "password_hash": None if password is None else passwords.hashed(password),
        "service_roles": [],
        "invented": service.demo,
        "title": None,
        "does": None,
        "made_at": instant(),
    }


def write_account(tx: Transaction, service: Service, account: Row) -> None:
    """Write a prepared account, within a transaction; refuse an email that has one already."""
    # The entry comes first: it holds the chain, so that no other account is made meanwhile.
    audit.record(
        tx,
        service,
        chain=audit.SERVICE_CHAIN,
        account=account["id"],
        action="account.created",
        about=[account["id"]],
        fields=["service_roles"] if account["service_roles"] else [],
    )
    if tx.one("account_by_email", email_index=account["email_index"]):
        raise NotWellFormed("email", "This email has an account already. Sign in with it instead.")
    tx.run("write_account", **account)


def sign_in(service: Service, *, email: str, password: str, client: str) -> str:
    """Begin a session and return its secret, for the cookie.

    Parameters
    ----------
    service
        Where to.
    email, password
        As typed.
    client
        The address that the request came from.

    Raises
    ------
    WrongSignIn
        After the same time whether or not the email has an account.
    TooManyTries
        If this email or this client tried too often.
    """
    account_id = account_that_fits(service, email=email, password=password, client=client)
    return start_session(service, account_id)


def account_that_fits(service: Service, *, email: str, password: str, client: str) -> str:
    """Return the id of the account with this email and password; each call counts as a try."""
    email = _folded(email)
    index = email_index(service, email)
    throttle.count_try(service, email=email, client=client)
    account = service.read(lambda tx: tx.one("account_by_email", email_index=index))
    kept = account["password_hash"] if account else None
    if not passwords.fits(password, kept) or account is None:
        raise WrongSignIn
    counter = throttle.email_counter(service, email)
    old = later(-throttle.WINDOW)
    service.write(lambda tx: tx.run("clear_tries", id=counter, before=old))
    return str(account["id"])


def start_session(service: Service, account_id: str) -> str:
    """Begin a session of an account whose person is known, and return its secret."""
    secret, session_id = credentials.new_secret(), new_id()

    def work(tx: Transaction) -> None:
        now = instant()
        tx.run("remove_ended_sessions", account=account_id, now=now)
        tx.run(
            "write_session",
            id=session_id,
            account=account_id,
            secret_hash=credentials.as_kept(secret),
            made_at=now,
            idle_until=later(IDLE),
            expires_at=later(LONGEST),
        )
        _record(tx, service, account_id, "session.started", session_id)

    service.write(work)
    return secret


def choices(service: Service) -> list[Choice]:
    """Return the invented people whom a visitor can be; only the demonstration has any."""
    if not service.demo:
        raise NotFound
    return [
        Choice(
            account_id=row["id"],
            name=opened(service, row["name"]),
            title=row["title"],
            does=row["does"],
        )
        for row in service.read(lambda tx: tx.rows("account_choices"))
    ]


def sign_in_as_choice(service: Service, account_id: str) -> str:
    """Begin a session as one of the invented people, and return its secret."""
    if account_id not in {choice.account_id for choice in choices(service)}:
        raise NotFound
    return start_session(service, account_id)


def holds_real_accounts(service: Service) -> bool:
    """Whether there is an account of anybody who is not invented."""
    row = service.read(lambda tx: tx.one("real_accounts"))
    return bool(row and row["n"])


def sign_out(service: Service, reader: Reader) -> None:
    """End the session that the reader came in by."""
    session_id = reader.session_id
    if session_id is None:
        return

    def work(tx: Transaction) -> None:
        tx.run("end_session", id=session_id)
        _record(tx, service, reader.account_id, "session.ended", session_id)

    service.write(work)


def reader_of_session(service: Service, secret: str) -> Reader | None:
    """Return who holds a session's secret, or None if it is unknown or has ended."""
    kept = credentials.as_kept(secret)
    rows = service.read(lambda tx: tx.rows("reader_of_session", secret_hash=kept))
    if not rows or has_ended(rows[0]["idle_until"]) or has_ended(rows[0]["expires_at"]):
        return None
    session_id = rows[0]["session_id"]
    if rows[0]["idle_until"] < later(IDLE - _EXTEND_EVERY):
        service.write(lambda tx: tx.run("keep_session", id=session_id, idle_until=later(IDLE)))
    return reader_from(service, rows, session_id=session_id)


def reader_from(
    service: Service,
    rows: Sequence[Row],
    *,
    session_id: str | None = None,
    scopes: frozenset[str] = frozenset(),
    releases: frozenset[str] = frozenset(),
) -> Reader:
    """Return a reader from an account's rows, one a role; ended roles do not count."""
    held = [row for row in rows if row["role"] and not has_ended(row["until"])]
    return Reader(
        account_id=rows[0]["account_id"],
        name=opened(service, rows[0]["name"]),
        service_roles=frozenset(rows[0]["service_roles"]),
        care_map_roles={r["thing_id"]: r["role"] for r in held if r["role"] in CARE_MAP_ROLES},
        neighbourhood_roles={
            row["thing_id"]: row["role"] for row in held if row["role"] in NEIGHBOURHOOD_ROLES
        },
        draws_in=frozenset(
            row["neighbourhood"]
            for row in held
            if row["role"] in {"owner", "editor"} and row["neighbourhood"]
        ),
        via="session" if session_id else "token",
        scopes=scopes,
        releases=releases,
        session_id=session_id,
    )


def me(service: Service, reader: Reader) -> Me:
    """Return the reader's own account and what it may open."""
    account, rows = service.read(
        lambda tx: (
            tx.one("account_by_id", id=reader.account_id),
            tx.rows("roles_of_account", id=reader.account_id),
        )
    )
    if account is None:
        raise NotFound
    return Me(
        id=reader.account_id,
        name=reader.name,
        email=opened(service, account["email"]),
        title=account["title"] or _title(reader),
        service_roles=tuple(sorted(reader.service_roles)),
        care_maps=tuple(
            CareMapOfMine(id=row["thing_id"], title=opened(service, row["title"]), role=row["role"])
            for row in rows
            if reader.roles_on("care_map", row["thing_id"])
        ),
        neighbourhoods=tuple(
            NeighbourhoodOfMine(id=row["thing_id"], name=row["name"], role=row["role"])
            for row in rows
            if row["thing_id"] in reader.neighbourhood_roles and not reader.service_roles
        ),
        demo=service.demo,
    )


def change_password(service: Service, reader: Reader, *, old: str, new: str, client: str) -> None:
    """Keep another password, and end every other session of the account."""
    account = service.read(lambda tx: tx.one("account_by_id", id=reader.account_id))
    if account is None or reader.session_id is None:
        raise NotFound
    email = normalised(opened(service, account["email"]))
    throttle.count_try(service, email=email, client=client)
    if not passwords.fits(old, account["password_hash"]):
        raise NotWellFormed("old", "This is not your password now. Type it again.")
    passwords.check_is_good(new, field="new", email=email)
    kept, session_id = passwords.hashed(new), reader.session_id

    def work(tx: Transaction) -> None:
        tx.run("set_password", id=reader.account_id, password_hash=kept)
        tx.run("end_other_sessions", account=reader.account_id, but=session_id)
        _record(tx, service, reader.account_id, "password.changed", reader.account_id)

    service.write(work)


def normalised(email: str) -> str:
    """Return an email as it is compared, or refuse what cannot be one."""
    folded = _folded(email)
    if len(folded) > 254 or not _EMAIL.fullmatch(folded):
        raise NotWellFormed("email", "Write an email address, such as nadia@example.org.")
    return folded


def email_index(service: Service, email: str) -> str:
    """Return the fingerprint by which a normalised email is looked up."""
    return service.sealer.digest(email, "email")


def opened(service: Service, sealed: str) -> str:
    """Return a sealed name, or the words for somebody who was removed."""
    return service.sealer.open(sealed) or SOMEONE_REMOVED


def _folded(email: str) -> str:
    return unicodedata.normalize("NFKC", email).strip().casefold()


def _checked_name(name: str) -> str:
    try:
        return _NAME.validate_python(name)
    except ValidationError:
        raise NotWellFormed("name", "Write a name of 1 to 200 letters.") from None


def _title(reader: Reader) -> str:
    """Return in words what an account mostly is."""
    roles = {*reader.care_map_roles.values(), *reader.neighbourhood_roles.values()}
    titles = {
        "administrator": "Administrator",
        "analyst": "Analyst",
        "organiser": "Organiser",
        "owner": "Team Owner",
        "editor": "Team starter",
    }
    return next(
        (title for role, title in titles.items() if role in reader.service_roles | roles),
        "Team member",
    )


def _record(tx: Transaction, service: Service, account_id: str, action: str, about: str) -> None:
    audit.record(
        tx, service, chain=audit.SERVICE_CHAIN, account=account_id, action=action, about=[about]
    )
