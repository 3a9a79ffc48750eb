"""What happens to every request before and after its endpoint, one class a concern.

Plain ASGI. Their order is the list in `app.py`. Who may do what is not here (`rights.py`).
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import time
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import FieldError, field_name, our_fault, problem
from mapping.allowance import WINDOW

access = logging.getLogger("care_mapping.access")

LARGEST_BODY: Final = 2 * 1024 * 1024
API: Final = "/api/"
RELEASES: Final = "/api/v1/releases"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_SECURITY_POLICY: Final = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # A link to an invitation is a secret: no other site may learn where somebody came from.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_LONE_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")


class Middleware:
    """An ASGI layer round another that looks at HTTP requests only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is not HTTP, and hand requests to `serve`."""
        if scope["type"] == "http":
            await self.serve(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        raise NotImplementedError


class AccessLog(Middleware):
    """Log each request: method, the route's template, status and milliseconds; nothing else."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request and note its status."""
        began, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            template = _template(scope)
            spent = 1000 * (time.perf_counter() - began)
            access.info("%s %s %d %.0f ms", scope["method"], template, status, spent)


class SecureHeaders(Middleware):
    """Tell browsers to load nothing from elsewhere, and to keep no answer of the API."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer."""

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)  # an endpoint may say something stricter
                if scope["path"].startswith(API):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, adding)


class NoLooseErrors(Middleware):
    """Answer an error that nobody expected with a problem that holds a reference to the log."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and answer if nothing was answered yet."""
        began = False

        async def noting(message: Message) -> None:
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if began:
                raise
            await our_fault(error)(scope, receive, send)


class OnlyHere(Middleware):
    """Keep the demonstration to the computer it runs on: its accounts need no password."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what came through a proxy or was sent to another name."""
        headers = Headers(scope=scope)
        forwarded = any(name == "forwarded" or name.startswith("x-forwarded-") for name in headers)
        if forwarded or not is_loopback(headers.get("host", "")):
            await problem("demonstration-only-here")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class OwnOrigin(Middleware):
    """Refuse changes that a page of another site asks for with somebody's cookie."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at what the browser says of where the request came from."""
        if scope["method"] in SAFE_METHODS or self._is_ours(Headers(scope=scope)):
            await self.app(scope, receive, send)
        else:
            await problem("other-origin")(scope, receive, send)

    @staticmethod
    def _is_ours(headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in {"same-origin", "none"}:
            return False
        # Without an origin it is no browser of today, and no program sends another's cookie.
        return origin is None or urlsplit(origin).netloc == headers.get("host")


class SmallBodies(Middleware):
    """Read a body of at most 2 MB before anything else does, chunked ones too.

    JSON is looked at for half characters (lone surrogates), which no store can keep.
    """

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a large or broken body, or hand it on whole."""
        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        try:
            body = None if _is_large(length) else await _whole_body(receive)
        except ClientDisconnect:
            return  # half a request is none
        if body is None:
            closing = {"Connection": "close"}
            await problem("too-large", headers=closing)(scope, receive, send)
            return
        broken = _broken_place(body) if "json" in headers.get("content-type", "") else None
        if broken is not None:
            words = "has a broken character in it. Type it again, or leave that letter out."
            error = FieldError(field=broken, detail=f"{broken or 'This'} {words}")
            answer = problem("not-well-formed", error.detail, field=broken or None, errors=[error])
            await answer(scope, receive, send)
            return
        given = False

        async def giving() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, giving, send)


class Allowances(Middleware):
    """Let nobody ask releases without end; every answer says how much is left.

    By what a request shows, its key or its cookie, before anybody looks whether it opens anything.
    The headers are those of the IETF's draft-ietf-httpapi-ratelimit-headers.
    """

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a question, and refuse one too many."""
        if not scope["path"].startswith(RELEASES):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        client = scope["client"][0] if scope.get("client") else "unknown"
        who = headers.get("authorization") or headers.get("cookie") or client
        left = scope["app"].state.allowance.take(who)

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = MutableHeaders(scope=message)
                added["RateLimit-Policy"] = f'"questions";q={left.most};w={WINDOW}'
                added["RateLimit"] = f'"questions";r={max(0, left.left)};t={left.seconds}'
            await send(message)

        if left.is_over:
            wait = {"Retry-After": str(left.seconds)}
            await problem("too-many-questions", headers=wait)(scope, receive, adding)
        else:
            await self.app(scope, receive, adding)


class OnceOpen(Middleware):
    """Answer for the API while the store is being opened, or could not be."""

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what needs no store."""
        state = scope["app"].state
        needs_store = scope["path"].startswith(API) and scope["path"] != f"{API}v1/health"
        if not needs_store or state.service is not None:
            await self.app(scope, receive, send)
        elif state.opening.trouble:
            answer = problem("store-trouble", state.opening.trouble, headers={"Retry-After": "30"})
            await answer(scope, receive, send)
        else:
            await problem("starting", headers={"Retry-After": "1"})(scope, receive, send)


def _template(scope: Scope) -> str:
    """Return the path with names in place of what a request had there; nothing else is logged."""
    path = getattr(scope.get("route"), "path", "-")
    return f"{API}v1{path}" if scope["path"].startswith(f"{API}v1/") and path != "-" else path


def is_loopback(host: str) -> bool:
    """Whether a Host header names this computer as only it can."""
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _is_large(length: str) -> bool:
    return not length.isascii() or not length.isdecimal() or int(length[:12]) > LARGEST_BODY


async def _whole_body(receive: Receive) -> bytes | None:
    """Return the body, or None as soon as it is too large."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _broken_place(body: bytes) -> str | None:
    """Return the field of a JSON body that holds half a character; empty if it is everywhere."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return ""
    if not _LONE_SURROGATE.search(body):
        return None
    try:
        found = next(_broken_places(json.loads(body), ()), None)
    except (ValueError, RecursionError):
        return None  # not JSON: the endpoint says so
    return None if found is None else field_name(found)


def _broken_places(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, str) and _is_broken(value):
        yield place
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _broken_places(item, (*place, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            if _is_broken(name):
                yield place
            else:
                yield from _broken_places(item, (*place, name))


def _is_broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)
