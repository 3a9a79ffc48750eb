"""The three means of drawing, each of which counts what a person does with it.

One action is one click or tap, one drag, one chord of keys, one choice from a list that was opened
(opening it is another), and, of what is typed, each name with who it is ("Rosa next door") and each
further thing that is said of somebody (how often, where they live).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

Said = str | tuple[str, ...]


@dataclass
class Means:
    """A person at the drawing; `actions` is how many they have made."""

    page: Page
    actions: int = 0

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def row(self, name: str) -> Locator:
        """Return the row, or the figure, of somebody."""
        return self.page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}, "))

    def arrow(self, giver: str, getter: str) -> Locator:
        ends = rf"^{re.escape(giver)} (cares for|might help) {re.escape(getter)}[.:]"
        return self.page.get_by_role("button", name=re.compile(ends))

    def writes(self, *said: Said) -> None:
        """Type names into the field that has the keyboard, then Enter."""
        whole = [" ".join([one] if isinstance(one, str) else one) for one in said]
        self.page.keyboard.insert_text(", ".join(whole))
        self.actions += sum(1 if isinstance(one, str) else len(one) for one in said)
        self.presses("Enter")

    def words(self, text: str) -> None:
        """Type one word."""
        self.page.keyboard.type(text)
        self.actions += 1

    def presses(self, chord: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(chord)
        self.actions += times


class Pointing(Means):
    """A mouse or a finger: both point at things, and type."""

    def at(self, what: Locator) -> None:
        raise NotImplementedError

    def all(self, things: Iterable[Locator]) -> None:
        for one in things:
            self.at(one)

    def chooses(self, label: str, option: str) -> None:
        """Open a list of choices, and take one."""
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.actions += 2


class Mouse(Pointing):
    def at(self, what: Locator) -> None:
        what.click()
        self.actions += 1

    def also(self, what: Locator) -> None:
        """Click while Shift is held, to choose one more."""
        what.click(modifiers=["Shift"])
        self.actions += 1

    def drags(self, what: Locator, x: float, y: float) -> None:
        """Drag something to a place of the sheet, from its middle at the zoom in hand."""
        box = what.bounding_box()
        paper = self.page.get_by_role("application").bounding_box()
        assert box
        assert paper
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(paper["x"] + x, paper["y"] + y, steps=6)
        self.page.mouse.up()
        self.actions += 1


class Touch(Pointing):
    def at(self, what: Locator) -> None:
        what.tap()
        self.actions += 1


class Keys(Means):
    """A keyboard alone: nothing is focused but by keys."""

    def goes_to(self, row: Locator) -> None:
        """Go along the rows of the list to this one, whichever way it is."""
        steps = row.evaluate(
            """(row) => {
              const rows = [...document.querySelectorAll('[data-row]')];
              return rows.indexOf(row) - rows.indexOf(document.activeElement);
            }"""
        )
        self.presses("ArrowDown" if steps > 0 else "ArrowUp", abs(steps))
        expect(row).to_be_focused()

    def goes_until(self, wanted: Locator, key: str, most: int = 40) -> None:
        for _ in range(most):
            if wanted.evaluate("(one) => one === document.activeElement"):
                return
            self.presses(key)
        raise AssertionError(f"{key} never comes to {wanted}")
