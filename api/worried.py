"""Where to turn when one is worried about someone: for anybody, without signing in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from api.rights import anyone
from mapping import worried
from mapping.model import Frozen

router = APIRouter(tags=["Service"])


class Worried(Frozen):
    """What whoever runs the service has written; nothing if they have not yet."""

    paragraphs: tuple[str, ...]


@router.get("/worried", summary="Where to turn when you are worried about someone")
def read_worried(
    request: Request, _anyone: Annotated[None, Depends(anyone("worried.read"))]
) -> Worried:
    """Return it as plain text; who reads it is written down nowhere."""
    return Worried(paragraphs=worried.paragraphs(request.app.state.settings.worried_file))
