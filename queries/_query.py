"""What a query file says, once read: plain, frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from queries._check import ParameterError, any_value, check_value, did_you_mean

Audience = Literal["internal", "organiser", "analyst"]
Returns = Literal["many", "one", "nothing"]

CONNECTION_TYPES = (
    "CARES_FOR",
    "COLLABORATES_WITH",
    "RELATED_TO",
    "MEMBER_OF",
    "LOCATED_AT",
    "WITHIN",
)
ELEMENTS = "elements"
"""What a query counts unless it says otherwise: people and bodies."""
ONLY_TEXT = ""
"""The key of the text of a query that is not made one for each connection type."""


@dataclass(frozen=True)
class Column:
    """A column of the rows a query gives."""

    name: str
    type: str
    words: str = ""

    @property
    def may_be_null(self) -> bool:
        """Whether a row may have nothing here."""
        return self.type.endswith("?")


@dataclass(frozen=True)
class Parameter(Column):
    """A value that a query takes.

    Parameters
    ----------
    values
        All the values it may have, where the header lists them; the first is the usual one.
    """

    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """One named query, its header checked against its text.

    Parameters
    ----------
    name, summary, audience
        As in the header; the name is the file's.
    returns, at_most
        How many rows it gives. `at_most` is the bound of `many` (None if that rule is waived), 1 of
        `one`, 0 of `nothing`. The
        store refuses a longer answer: it is never cut short in silence.
    parameters, columns
        In the header's order.
    texts
        The Cypher by connection type in lower case, or under `ONLY_TEXT`.
    writes
        Whether it changes anything, so that a read can refuse it on every engine.
    controls
        Its columns that count people or what is made of people, each with the column that says how
        many distinct people are behind it, which nobody is ever shown.
    topic, definition
        Of an analyst's query: what it is about in a word, and exactly what its numbers are.
    counts
        The things that its numbers count. Numbers that count the same things are protected
        together.
    adds_up
        The columns over which its rows are also given all together, so that shares can be made.
    """

    name: str
    summary: str
    audience: Audience
    returns: Returns
    at_most: int | None
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    texts: Mapping[str, str]
    writes: bool
    controls: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    definition: str = ""
    counts: str = ELEMENTS
    adds_up: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The connection types that a caller chooses from, in lower case; often none."""
        return tuple(name for name in self.texts if name != ONLY_TEXT)

    def for_nothing(self) -> dict[str, Any]:
        """Return a value for each parameter, of its type, with ids that nothing has."""
        return {
            parameter.name: parameter.values[0] if parameter.values else any_value(parameter.type)
            for parameter in self.parameters
        }

    def prepare(self, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Return the text to send and its parameters, checked.

        Parameters
        ----------
        given
            The caller's values by name; with `type` where the query is made for each type.

        Raises
        ------
        ParameterError
            If a value is missing, unknown or not of its declared type.
        """
        values = dict(given)
        text = self._text_for(values.pop("type", None) if self.types else None)
        declared = {parameter.name for parameter in self.parameters}
        for name in values.keys() - declared:
            hint = did_you_mean(name, declared)
            raise ParameterError(f"The query {self.name} takes no `{name}`{hint}.")
        for parameter in self.parameters:
            if parameter.name not in values:
                raise ParameterError(f"The query {self.name} needs `{parameter.name}`.")
            check_value(self.name, parameter.name, parameter.type, values[parameter.name])
            if parameter.values and values[parameter.name] not in parameter.values:
                known = ", ".join(parameter.values)
                raise ParameterError(
                    f"The query {self.name} needs `{parameter.name}`, one of: {known}."
                )
        return text, values

    def _text_for(self, connection_type: Any) -> str:
        if not self.types:
            return self.texts[ONLY_TEXT]
        if connection_type not in self.texts:
            known = ", ".join(self.types)
            raise ParameterError(f"The query {self.name} needs `type`, one of: {known}.")
        return self.texts[connection_type]
