"""The engine that runs the renderer: started when asked for, kept, limited in time and room."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from py_mini_racer import JSEvalException, JSPromiseError, MiniRacer

BUILT: Final = Path(__file__).parent / "built"
"""What the build made: the renderer and the fonts it prints with."""

FONTS: Final = BUILT / "fonts"

LONGEST: Final = 60.0
"""Seconds that one picture may take; most take a fraction of one."""

LARGEST: Final = 512 * 1024 * 1024
"""Bytes that drawing one picture may take."""


class RendererTrouble(Exception):
    """The renderer is not here, or could not draw this; its text says what to do."""


class Renderer:
    """Draws documents. Safe to call from any thread, also one that has an event loop.

    The engine lives in a thread of its own and draws one picture at a time: it refuses a limit of
    time to a caller whose thread runs an event loop.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="renderer")
        self._engine: MiniRacer | None = None

    def draw(self, what: str, **asked: Any) -> dict[str, Any]:
        """Draw one thing.

        Parameters
        ----------
        what
            What to draw, as `web/src/paper/renderer.ts` names it: `sheet` or `easy`.
        asked
            What it is drawn from, as plain data.

        Raises
        ------
        RendererTrouble
            If it takes too long or too much room, or the renderer was not built.
        """
        answer = self._thread.submit(self._draw, what, json.dumps(asked)).result()
        drawn: dict[str, Any] = json.loads(answer)
        return drawn

    def close(self) -> None:
        """Stop the engine, if it was started, when what is being drawn is done."""
        self._thread.submit(self._stop)
        self._thread.shutdown()

    def _draw(self, what: str, question: str) -> str:
        engine = self._engine or self._started()
        try:
            answer: str = engine.call(
                "draw", what, question, timeout_sec=LONGEST, max_memory=LARGEST
            )
        except (JSEvalException, JSPromiseError) as error:
            self._stop()  # whatever state it is in, the next picture starts afresh
            raise RendererTrouble("This map cannot be drawn as a picture just now.") from error
        return answer

    def _started(self) -> MiniRacer:
        source = BUILT / "renderer.js"
        if not source.is_file():
            raise RendererTrouble("The pages are not built yet. Run `make install`.")
        self._engine = MiniRacer()
        self._engine.eval(source.read_text(encoding="utf-8"))
        return self._engine

    def _stop(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()
