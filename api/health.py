"""Whether the service is ready; answered always, and before the store is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from api.rights import anyone

router = APIRouter(tags=["Service"])


def _version() -> str:
    try:
        return version("care-mapping")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


VERSION: Final = _version()


class Health(BaseModel):
    """The service's state, in a word and a sentence."""

    state: Literal["starting", "ready", "trouble"]
    detail: str
    version: str
    demo: bool


@router.get(
    "/health",
    summary="Whether the service is ready",
    dependencies=[Depends(anyone("health.read"))],
)
async def read_health(request: Request) -> Health:
    """Return it; the status is always 200."""
    app = request.app.state
    trouble = app.opening.trouble
    if trouble:
        state, detail = "trouble", trouble
    elif app.service is None:
        state, detail = "starting", "Getting your maps ready."
    else:
        state, detail = "ready", "Ready."
    return Health(state=state, detail=detail, version=VERSION, demo=app.settings.demo)
