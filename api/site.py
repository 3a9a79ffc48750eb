"""The built pages (`api/pages`): one file that draws them all, and its parts with hashed names."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from mapping.renderer.engine import FONTS

if TYPE_CHECKING:
    from mapping.locality.alone import Built

PAGES: Final = Path(__file__).parent / "pages"

MAP: Final = "src/place/map.ts"
"""The script that draws the map of areas, as the pages' manifest calls it."""

_ONE: Final = r"[^/]+"
_KNOWN: Final = re.compile(
    r"|sign-in|administration|own-places|questions(/cypher)?|methods|api-description|worried"
    r"|me/(data|remarks)"
    rf"|care-maps/{_ONE}(/(sharing|team|said|print|blank-sheet|comparison|what-if|rests-on"
    rf"|drawings(/{_ONE})?))?"
    rf"|neighbourhoods/{_ONE}(/(who|care|mixing|bridging|teams|place|locality|summary|said|directory"
    rf"|beside/{_ONE}"
    rf"|elements/{_ONE}))?"
    rf"|(invitations|reviews)/{_ONE}"
)
_CARE_MAP: Final = re.compile(r"care-maps/([A-Za-z0-9][A-Za-z0-9_.\-]{0,63})")
_NOT_BUILT: Final = "The pages are not built yet. Run `make install`, then start this again.\n"


class HashedFiles(StaticFiles):
    """Files whose names change with what is in them, so that browsers may keep them for good.

    Code and style are made as small as they get the first time they are asked for, and remembered.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._small: dict[str, bytes] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file, marked as never changing."""
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            if isinstance(response, FileResponse) and _wants_small(path, scope):
                response = self._made_small(path, response)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    def _made_small(self, path: str, whole: FileResponse) -> Response:
        if path not in self._small:
            self._small[path] = gzip.compress(Path(whole.path).read_bytes(), 9, mtime=0)
        kept = {name: whole.headers[name] for name in ("etag", "last-modified")}
        return Response(
            self._small[path],
            headers={**kept, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"},
            media_type=whole.media_type,
        )


def _wants_small(path: str, scope: Scope) -> bool:
    accepted = Headers(scope=scope).get("accept-encoding", "")
    return path.endswith((".js", ".css")) and "gzip" in accepted


def assets() -> HashedFiles:
    """Return the app that serves the pages' parts."""
    return HashedFiles(PAGES / "assets")


def fonts() -> StaticFiles:
    """Return the app that serves the fonts that paper is printed with."""
    return StaticFiles(directory=FONTS, check_dir=False)


async def serve_page(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve whatever no route is for: a page, or the problem that there is nothing here."""
    path = scope["path"].removeprefix("/")
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or path.startswith("api/"):
        raise HTTPException(404)
    await _page(path)(scope, receive, send)


def _page(path: str) -> Response:
    """Return a page, a file beside it such as the icon, or the page that says it is not here."""
    file = PAGES / path
    if "/" not in path and path and path != "index.html" and file.is_file():
        return FileResponse(file, headers={"Cache-Control": "no-cache"})
    index = PAGES / "index.html"
    if not index.is_file():
        return PlainTextResponse(_NOT_BUILT, status_code=503)
    status = 200 if _KNOWN.fullmatch(path.rstrip("/")) else 404
    headers = {"Cache-Control": "no-cache", **_asked_ahead(path)}
    return FileResponse(index, status_code=status, headers=headers)


def _asked_ahead(path: str) -> dict[str, str]:
    """Return what has a browser ask at once for what the page of a care map needs.

    Its code would ask for the same (`web/src/early.ts`), but only when it has come and runs.
    """
    found = _CARE_MAP.fullmatch(path)
    if not found:
        return {}
    care_map = f"/api/v1/care-maps/{found[1]}"
    asked = (care_map, f"{care_map}/edits?last=true", "/api/v1/me")
    scripts, styles = parts_of("src/editor/CareMapEditor.svelte")
    links = [
        *(f"<{one}>; rel=preload; as=fetch; crossorigin" for one in asked),
        *(f"<{one}>; rel=modulepreload" for one in scripts),
        *(f"<{one}>; rel=preload; as=style" for one in styles),
    ]
    return {"Link": ", ".join(links)}


def parts_of(entry: str) -> tuple[list[str], list[str]]:
    """Return the addresses of a built script with all that it imports, and of their styles.

    Raises
    ------
    OSError
        If the pages are not built.
    """
    built = json.loads((PAGES / "parts.json").read_text(encoding="utf-8"))
    waiting = [entry]
    for part in waiting:
        waiting += [name for name in built[part].get("imports", ()) if name not in waiting]
    styles = {f"/{name}": None for part in waiting for name in built[part].get("css", ())}
    return [f"/{built[part]['file']}" for part in waiting], [*styles]


def map_built() -> Built:
    """Return the script that draws maps, with all that it needs, to be put into a file.

    Raises
    ------
    OSError
        If the pages are not built.
    """
    from mapping.locality.alone import Built  # folium takes a second to load

    scripts, styles = parts_of(MAP)
    text = {one: (PAGES / one[1:]).read_text(encoding="utf-8") for one in (*scripts, *styles)}
    return Built(
        Path(scripts[0]).name,
        {Path(one).name: text[one] for one in scripts},
        tuple(text[one] for one in styles),
    )
