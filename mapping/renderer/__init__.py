"""Drawing care maps for paper, by the one renderer that the pages use too.

`built/renderer.js` is made from `web/src/paper` when the pages are built, and runs in an engine of
its own (V8, as in Chromium), which can reach no file, no network and no part of this program. It is
given a document and choices, and returns SVG; a browser that is given the same draws the same.
`printing.py` makes PDF and PNG of it with Typst.
Who may have a picture is not decided here (`exports.py`).
"""

from mapping.renderer.engine import Renderer, RendererTrouble
from mapping.renderer.printing import print_list, print_sheet

__all__ = ["Renderer", "RendererTrouble", "print_list", "print_sheet"]
