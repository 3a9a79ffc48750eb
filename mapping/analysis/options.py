"""What a caller may choose about how a network is read; by default nothing is chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from mapping.refusals import NotWellFormed
from mapping.vocabulary import State

Community = Literal["informal", "formal", "apart"]
Supported = Literal["between", "own"]

COMMUNITIES: Final[tuple[Community, ...]] = ("informal", "formal", "apart")
SUPPORTED_AS: Final[tuple[Supported, ...]] = ("between", "own")
ACTIVE: Final = (State.GENERATIVE.value, State.ENGAGED.value)
"""The states that count as active unless a caller says otherwise."""


@dataclass(frozen=True)
class Options:
    """How to read a network.

    Parameters
    ----------
    states
        Which states count as active. With `potential` the answer is a what-if.
    community
        The side that community elements are on; `apart` is neither.
    supported
        Whether supported people stand between the sides, or on the side of their own sector.
    to
        Care wealth counts care to these ids or kinds of receivers only; if empty, to anyone.
    without
        Ids taken away first, with their connections: a what-if.
    directed
        Whether betweenness goes the way care flows, or any way.
    two_steps
        Whether constraint counts contacts of contacts too, as Burt does.
    vocabulary
        Care types that ought to be there, to tell which are missing.
    expected
        Kinds and names that the neighbourhood expects to be there.

    Raises
    ------
    NotWellFormed
        If a word is not one of those that may be chosen.
    """

    states: Collection[str] = ACTIVE
    community: Community = "informal"
    supported: Supported = "between"
    to: Collection[str] = ()
    without: Collection[str] = ()
    directed: bool = False
    two_steps: bool = False
    vocabulary: Collection[str] = ()
    expected: Collection[str] = ()

    def __post_init__(self) -> None:
        """Check the words, and keep them so that equal choices are equal options."""
        for field in ("states", "to", "without", "vocabulary", "expected"):
            object.__setattr__(self, field, tuple(getattr(self, field)))
        states = [state.value for state in State]
        if not self.states or not set(self.states) <= set(states):
            raise NotWellFormed("states", f"Choose one or more of {', '.join(states)}.")
        if self.community not in COMMUNITIES:
            raise NotWellFormed("community", f"Choose one of {', '.join(COMMUNITIES)}.")
        if self.supported not in SUPPORTED_AS:
            raise NotWellFormed("supported", f"Choose one of {', '.join(SUPPORTED_AS)}.")

    @property
    def is_what_if(self) -> bool:
        """Whether the answer is of a network that is not there."""
        return State.POTENTIAL in self.states or bool(self.without)


USUAL: Final = Options()
