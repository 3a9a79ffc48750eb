"""Printing what the renderer drew: a sheet as PDF or PNG, a list in easy words as PDF.

Typst does it, with the fonts that the build carries and no other. It sets a sheet's text itself, at
the places that the picture gives: what it reads SVG with sets Latin well, but not Bengali. The
outlines that keep lines off the letters become shapes first, so that no text is there twice.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal
from xml.etree import ElementTree

import typst

from mapping.renderer.engine import FONTS

DOTS_PER_INCH: Final = 150
"""How fine a PNG is: as a printer at home needs it."""

_TEMPLATES: Final = Path(__file__).parent
_SVG: Final = "http://www.w3.org/2000/svg"
_TEXT: Final = f"{{{_SVG}}}text"

Json = dict[str, Any]


def print_sheet(svg: str, *, as_: Literal["pdf", "png"]) -> bytes:
    """Print one sheet as the renderer drew it.

    Parameters
    ----------
    svg
        What `Renderer.draw("sheet")` returned.
    as_
        `pdf`, with its text as text, tagged for screen readers; or `png`.
    """
    root = ElementTree.fromstring(svg)
    words = [_words(one) for one in root.findall(_TEXT)]
    for one in root.findall(_TEXT):
        root.remove(one)
    given: Json = {
        "title": root.findtext(f"{{{_SVG}}}title"),
        "description": root.findtext(f"{{{_SVG}}}desc"),
        "width": float(root.attrib["viewBox"].split()[2]),
        "height": float(root.attrib["viewBox"].split()[3]),
        "fonts": _families(),
        "words": words,
    }
    behind = _compiled("outlines.typ", given, "svg")
    return _compiled(
        "sheet.typ", {**given, "shapes": _written(root), "behind": behind.decode()}, as_
    )


def print_list(easy: Json) -> bytes:
    """Print a list in easy words, in large letters, as a PDF that screen readers can read.

    Parameters
    ----------
    easy
        What `Renderer.draw("easy")` returned.
    """
    return _compiled("easy.typ", {**easy, "fonts": _families()}, "pdf")


def _words(text: ElementTree.Element) -> Json:
    """Return one text of a picture: where and how large it stands, and its words."""
    look = text.attrib
    runs = [(text.text, look.get("font-weight"))]
    for part in text:
        runs += [(part.text, part.get("font-weight")), (part.tail, look.get("font-weight"))]
    return {
        "x": float(look["x"]),
        "y": float(look["y"]),
        "anchor": look.get("text-anchor", "start"),
        "size": float(look["font-size"]),
        "fill": look["fill"],
        "outline": look.get("stroke"),
        "thickness": float(look.get("stroke-width", 0)),
        "runs": [{"words": words, "bold": weight == "700"} for words, weight in runs if words],
    }


def _written(root: ElementTree.Element) -> str:
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


@cache
def _fonts() -> typst.Fonts:
    """Return our fonts alone, read once."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _families() -> list[str]:
    """Return the families' names, that of most letters first."""
    return sorted(_fonts().families(), key=lambda name: (name != "Noto Sans", name))


def _compiled(template: str, given: Json, as_: Literal["pdf", "png", "svg"]) -> bytes:
    compiler = typst.Compiler(
        str(_TEMPLATES / template),
        root=str(_TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"given": json.dumps(given)},
    )
    if as_ != "pdf":
        return _one(compiler.compile(format=as_, ppi=DOTS_PER_INCH))
    try:
        return _one(compiler.compile(format="pdf", pdf_standards="ua-1"))
    except typst.TypstError:
        # The standard wants a letter for every glyph, which some scripts' joined ones have not.
        return _one(compiler.compile(format="pdf"))


def _one(compiled: bytes | list[bytes] | None) -> bytes:
    assert isinstance(compiled, bytes)
    return compiled
