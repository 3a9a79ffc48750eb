"""Every error as a problem document (RFC 9457), in plain words that name the field and the fix.

One table says which error of the domain is which problem. Nothing here repeats what somebody wrote,
and no answer or log holds a message of Python's or a database's own.
"""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from mapping.asking import TooManyAsked
from mapping.directory_edits import DirectoryStep
from mapping.edit_log import EditIdReused
from mapping.policy import NotAllowed, NotFound, NotSignedIn
from mapping.refusals import (
    AlreadyUsed,
    NotWellFormed,
    TooManyTries,
    WrongSignIn,
    in_our_words,
)
from mapping.releases import ReleaseOver, TooFewPeople, UnknownQuestion
from mapping.renderer import RendererTrouble
from mapping.sheet import EditRefused
from mapping.steps import Step
from mapping.store import AlreadyThere, NotAllowedHere, StoreError, StoreFull
from mapping.store.released import ReleaseOpening
from mapping.watching import TooManyFollowed
from queries import ParameterError

log = logging.getLogger("care_mapping.trouble")

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its status, its title, and what to do if nothing more is known."""

    status: int
    title: str
    detail: str


KINDS: Final[dict[str, Kind]] = {
    "not-signed-in": Kind(401, "You are not signed in", "Sign in, then try again."),
    "wrong-sign-in": Kind(
        401,
        "That did not work",
        "This email and password do not go together. Check both, then try again.",
    ),
    "too-many-tries": Kind(
        429, "Too many tries", "This was done too often in a short time. Wait, then try again."
    ),
    "too-many-asked": Kind(
        429, "You asked to see many maps today", "Wait until tomorrow, then ask again."
    ),
    "too-many-questions": Kind(
        429,
        "Too many questions in a minute",
        "Wait until the seconds in `Retry-After` are over, then go on more slowly.",
    ),
    "not-allowed": Kind(403, "This is not yours to do", "Ask somebody who may."),
    "not-found": Kind(
        404,
        "We cannot find this",
        "It is not here, or it was not shared with you. Check the link, or ask who sent it.",
    ),
    "no-such-way": Kind(
        405, "This cannot be done here", "The address is right, but not what was asked of it."
    ),
    "not-well-formed": Kind(
        422, "Something needs to be put right", "Check what you sent, then try again."
    ),
    "cannot-draw": Kind(
        503, "This cannot be drawn just now", "Nothing was changed. Try again in a moment."
    ),
    "edit-refused": Kind(422, "This change cannot be made", "Nothing was changed."),
    "edit-id-reused": Kind(
        409,
        "This change was sent before with other contents",
        "Nothing was changed. Send it with a new id.",
    ),
    "already-there": Kind(409, "This is there already", "Nothing was changed."),
    "already-used": Kind(410, "This link does not work any more", "Ask for a new one."),
    "release-over": Kind(410, "This release has ended", "Choose a newer one."),
    "too-few-people": Kind(
        422,
        "Too few people are behind this",
        "None of the numbers may be shown. Ask less closely.",
    ),
    "release-opening": Kind(
        503,
        "Getting the release ready",
        "It takes some seconds the first time. Ask again in a moment.",
    ),
    "too-many-open": Kind(
        503,
        "Too many pages are open",
        "This page asks now and then instead. Close pages that you do not need.",
    ),
    "too-large": Kind(
        413, "This is too much at once", "Send at most 2 MB. Send it in smaller pieces."
    ),
    "starting": Kind(
        503, "Getting your maps ready", "Care Mapping is starting. Try again in a moment."
    ),
    "store-trouble": Kind(
        503, "The maps cannot be reached", "Nothing was changed. Wait a moment, then try again."
    ),
    "no-space": Kind(
        507, "There is no room left", "Nothing was saved. Ask whoever runs this service."
    ),
    "other-origin": Kind(
        403,
        "This came from another site",
        "Open Care Mapping itself, and do it there. Nothing was changed.",
    ),
    "demonstration-only-here": Kind(
        403,
        "The demonstration is for this computer only",
        "Open it on the computer that it runs on, by the address that it printed.",
    ),
    "our-fault": Kind(
        500, "Something went wrong on our side", "Nothing was changed. Try again in a moment."
    ),
}
"""Every kind of problem there is, by its slug."""


class FieldError(BaseModel):
    """One field that cannot be taken, and what to do."""

    field: str
    detail: str


class Problem(BaseModel):
    """A problem in plain words (RFC 9457)."""

    type: str = Field(examples=["/problems/not-found"])
    title: str
    status: int
    detail: str
    field: str | None = None
    errors: list[FieldError] | None = None


def problem(
    slug: str,
    detail: str | None = None,
    *,
    field: str | None = None,
    errors: Sequence[FieldError] = (),
    status: int | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return a problem document.

    Parameters
    ----------
    slug
        A key of `KINDS`.
    detail
        What happened and what to do, if more is known than its kind says.
    field, errors
        What cannot be taken: the first field, and all of them.
    status, headers
        Where they differ from the kind's.
    """
    kind = KINDS[slug]
    body = Problem(
        type=f"/problems/{slug}",
        title=kind.title,
        status=status or kind.status,
        detail=detail or kind.detail,
        field=field,
        errors=list(errors) or None,
    )
    return JSONResponse(
        body.model_dump(exclude_none=True),
        status_code=body.status,
        headers=headers,
        media_type=MEDIA_TYPE,
    )


def responses(*slugs: str) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of these problems, by status."""
    by_status: dict[int | str, list[str]] = {}
    for slug in slugs:
        by_status.setdefault(KINDS[slug].status, []).append(slug)
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {
            "description": "; ".join(f"{KINDS[slug].title} (`{slug}`)" for slug in found),
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status, found in by_status.items()
    }


Answer = Callable[[Any], Response]

ANSWERS: Final[dict[type[Exception], Answer]] = {
    NotSignedIn: lambda _: problem("not-signed-in"),
    UnknownQuestion: lambda error: problem("not-found", str(error)),
    NotFound: lambda _: problem("not-found"),
    NotAllowed: lambda error: problem("not-allowed", str(error) or None),
    WrongSignIn: lambda _: problem("wrong-sign-in"),
    TooManyTries: lambda error: _too_many_tries(error),
    TooManyAsked: lambda _: problem("too-many-asked", headers={"Retry-After": "86400"}),
    TooManyFollowed: lambda _: problem("too-many-open", headers={"Retry-After": "30"}),
    TooFewPeople: lambda error: problem("too-few-people", str(error)),
    ReleaseOver: lambda error: problem("release-over", str(error) or None),
    RendererTrouble: lambda error: problem("cannot-draw", str(error)),
    AlreadyUsed: lambda error: problem("already-used", str(error) or None),
    NotWellFormed: lambda error: _not_well_formed(
        [FieldError(field=error.field, detail=error.detail)]
    ),
    EditRefused: lambda error: problem("edit-refused", error.sentence, field=error.field),
    EditIdReused: lambda _: problem("edit-id-reused"),
    AlreadyThere: lambda _: problem("already-there"),
    StoreFull: lambda error: problem("no-space", str(error)),
    ReleaseOpening: lambda error: problem(
        "release-opening", str(error), headers={"Retry-After": "5"}
    ),
    StoreError: lambda error: problem("store-trouble", str(error), headers={"Retry-After": "5"}),
    NotAllowedHere: lambda error: our_fault(error),
    ParameterError: lambda error: our_fault(error),
    RequestValidationError: lambda error: _not_well_formed_request(error.errors()),
    HTTPException: lambda error: _of_the_framework(error),
}
"""The answer to each error that is expected; a subclass not named is answered as its parent."""


def answer_with_problems(app: FastAPI) -> None:
    """Let an app answer every expected error with its problem."""
    for kind, answer in ANSWERS.items():
        app.add_exception_handler(kind, _handler(answer))


def _handler(answer: Answer) -> Callable[[Request, Exception], Any]:
    async def handle(_request: Request, error: Exception) -> Response:
        if isinstance(error, StoreError):
            log.warning("%s %s", type(error).__name__, error.code)
        return answer(error)

    return handle


def our_fault(error: BaseException) -> Response:
    """Answer an error that nobody expected, and log where it was under a reference."""
    reference = log_trouble(error)
    return problem(
        "our-fault",
        "Nothing was changed. Try again in a moment. If it happens again, tell whoever runs this"
        f" service this number: {reference}.",
    )


def log_trouble(error: BaseException) -> str:
    """Log an error's kind and place, without its message, and return a reference to it."""
    reference = uuid.uuid4().hex[:8]
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[::-1])
    log.error("%s %s at %s", reference, type(error).__name__, places)
    return reference


def _too_many_tries(error: TooManyTries) -> Response:
    minutes = -(-error.wait // 60)
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    return problem(
        "too-many-tries",
        f"{error.what}. Wait {wait}, then try again.",
        headers={"Retry-After": str(error.wait)},
    )


def _of_the_framework(error: HTTPException) -> Response:
    slugs = {404: "not-found", 405: "no-such-way", 413: "too-large"}
    slug = slugs.get(error.status_code, "our-fault" if error.status_code >= 500 else "")
    headers = dict(error.headers) if error.headers else None
    return problem(slug or "not-well-formed", headers=headers)


def _of_one_field(error: NotWellFormed) -> FieldError:
    return FieldError(field=error.field, detail=error.detail)


def _not_well_formed_request(errors: Sequence[Any]) -> Response:
    if any(error["loc"][0] == "path" for error in errors):
        return problem("not-found")
    return _not_well_formed([field_error(error) for error in errors[:20]])


def _not_well_formed(errors: list[FieldError]) -> Response:
    first = errors[0]
    return problem("not-well-formed", first.detail, field=first.field or None, errors=errors)


_STEPS: Final = frozenset(
    does
    for kind in (*get_args(get_args(Step)[0]), *get_args(get_args(DirectoryStep)[0]))
    for does in get_args(kind.model_fields["does"].annotation)
)
"""Which step it is stands in pydantic's place of an error, but not in the body's."""


def field_name(place: Sequence[str | int]) -> str:
    """Return a place in a body as it is written: `steps[3].connection.to`."""
    name = ""
    for index, part in enumerate(place):
        if isinstance(part, int):
            name += f"[{part}]"
        elif not (part in _STEPS and index and isinstance(place[index - 1], int)):
            name += f".{part}" if name else part
    return name


def field_error(error: dict[str, Any]) -> FieldError:
    """Return pydantic's error in our words, without what was written."""
    name = field_name(error["loc"][1:])
    return FieldError(field=name, detail=f"{name or 'This'} {in_our_words(error)}")
