"""Reading a folder of query files: the header's grammar, and comparing header and text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from queries import _text
from queries._check import TYPE_NAMES, did_you_mean
from queries._query import CONNECTION_TYPES, ELEMENTS, ONLY_TEXT, Column, Parameter, Query
from queries._rules import EACH_TYPE, RULES, Subject

_NEEDED = ("name", "summary", "audience", "returns")
_LINE = re.compile(
    r"(?P<key>name|summary|topic|definition|audience|returns|counts|adds up|for each type):"
    r"\s*(?P<value>.*)"
    r"|(?P<declares>param|column)\s+(?P<name>\w+):\s*(?P<type>(?:list of )?\w+\??)\s*"
    r"(?:\((?P<values>\w+(?: \| \w+)+)\))?(?P<words>.*)"
    r"|controls\s+(?P<count>\w+):\s*(?P<behind>\w+)"
    r"|waives\s+(?P<rule>[\w-]+):\s*(?P<reason>.*)"
)
_RETURNS = re.compile(r"(many)(?:, at most ([\d,]+))?|one|nothing")
_AUDIENCES = ("internal", "organiser", "analyst")


class QueryFileError(ValueError):
    """One or more query files cannot be used; each line says where and why."""


@dataclass
class _Header:
    """The header as it is read, with the line of each part."""

    said: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    parameters: list[Parameter] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    controls: dict[str, str] = field(default_factory=dict)
    waived: dict[str, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)


def load(folder: Path) -> dict[str, Query]:
    """Read every query file of a folder, each checked.

    Parameters
    ----------
    folder
        Its `*.cypher` files are read; folders inside it are not.

    Returns
    -------
    dict of str to Query
        By name, in order of name.

    Raises
    ------
    QueryFileError
        If any file is wrong. Every fault of every file is told at once, as `path:line: what`.
    """
    queries: dict[str, Query] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.cypher")):
        query, problems = _read(path)
        queries[path.stem] = query
        place = f"{folder.name}/{path.name}"
        faults += [f"{place}:{line}: {words}" for line, words in sorted(problems)]
    if faults:
        raise QueryFileError("\n".join(faults))
    return queries


def _read(path: Path) -> tuple[Query, list[tuple[int, str]]]:
    source = path.read_text(encoding="utf-8")
    head, body = _split(source)
    header = _header(head)
    clean = _text.blank(source)
    returns, at_most = _rows(header)
    subject = Subject(
        audience=header.said.get("audience", "internal"),  # type: ignore[arg-type]
        returns=returns,
        at_most=at_most,
        columns=tuple(header.columns),
        controls=header.controls,
        clean=clean,
        topic=header.said.get("topic", ""),
        definition=header.said.get("definition", ""),
        adds_up=_adds_up(header),
    )
    problems = [
        *header.problems,
        *_missing(header, path.stem),
        *_parameters_that_differ(header, clean),
        *_columns_that_differ(header, subject),
        *_broken_rules(header, subject),
        *_types_that_differ(header, clean),
    ]
    query = Query(
        name=path.stem,
        summary=header.said.get("summary", ""),
        audience=subject.audience,
        returns=subject.returns,
        at_most=at_most,
        parameters=tuple(header.parameters),
        columns=tuple(header.columns),
        texts=_texts(header, body),
        writes=_text.writes(clean),
        controls=header.controls,
        topic=subject.topic,
        definition=subject.definition,
        counts=header.said.get("counts", ELEMENTS),
        adds_up=subject.adds_up,
    )
    return query, problems


def _split(source: str) -> tuple[list[str], str]:
    """Return the header's lines and the text below them."""
    lines = source.splitlines()
    length = next((n for n, line in enumerate(lines) if not line.startswith("//")), len(lines))
    return lines[:length], "\n".join(lines[length:]).strip().removesuffix(";")


def _header(lines: list[str]) -> _Header:
    header = _Header()
    for number, line in enumerate(lines, start=1):
        words = line.removeprefix("//")
        match = _LINE.fullmatch(words.strip())
        if match is None:
            header.problems.append((number, f"this header line is not understood: {line}"))
        elif match["key"]:
            _say(header, number, match["key"], match["value"].strip())
        elif match["declares"]:
            _declare(header, number, match)
        elif match["count"]:
            header.controls[match["count"]] = match["behind"]
        else:
            _waive(header, number, match["rule"], match["reason"])
    return header


def _say(header: _Header, number: int, key: str, value: str) -> None:
    if key in header.said:
        header.problems.append((number, f"{key} is said twice"))
    header.said[key], header.lines[key] = value, number


def _declare(header: _Header, number: int, match: re.Match[str]) -> None:
    kind, name, declared = match["declares"], match["name"], match["type"]
    known = header.lines.setdefault(f"{kind} {name}", number)
    if known != number:
        header.problems.append((number, f"{kind} {name} is declared twice"))
    word = declared.removeprefix("list of ").removesuffix("?")
    if word not in TYPE_NAMES:
        hint = did_you_mean(word, TYPE_NAMES)
        header.problems.append((number, f"{word} is not a type{hint}"))
    if kind == "param":
        values = tuple(match["values"].split(" | ")) if match["values"] else ()
        header.parameters.append(Parameter(name, declared, match["words"].strip(), values))
    else:
        header.columns.append(Column(name, declared, match["words"].strip()))


def _waive(header: _Header, number: int, rule: str, reason: str) -> None:
    if rule not in RULES:
        header.problems.append((number, f"{rule} is not a rule{did_you_mean(rule, RULES)}"))
    elif not reason.strip():
        header.problems.append((number, f"say why {rule} is waived"))
    header.waived[rule] = number


def _rows(header: _Header) -> tuple[Any, int | None]:
    """Return what the query returns and its bound."""
    match = _RETURNS.fullmatch(header.said.get("returns", "nothing"))
    if match is None:
        words = "returns is one of: many, at most N; one; nothing"
        header.problems.append((header.lines["returns"], words))
        return "many", 1
    if match[1]:
        return "many", int(match[2].replace(",", "")) if match[2] else None
    return match[0], 1 if match[0] == "one" else 0


def _missing(header: _Header, stem: str) -> Iterator[tuple[int, str]]:
    for key in _NEEDED:
        if not header.said.get(key):
            yield 1, f"the header says no {key}"
    name = header.said.get("name", stem)
    if name != stem:
        yield header.lines["name"], f"the name {name} is not the file's, {stem}"
    audience = header.said.get("audience", "internal")
    if audience not in _AUDIENCES:
        hint = did_you_mean(audience, _AUDIENCES)
        yield header.lines["audience"], f"{audience} is not an audience{hint}"


def _parameters_that_differ(header: _Header, clean: str) -> Iterator[tuple[int, str]]:
    declared = {parameter.name for parameter in header.parameters}
    used = _text.parameters(clean)
    for found in used:
        if found.name not in declared:
            hint = did_you_mean(found.name, declared).replace("mean ", "mean $")
            yield _line(clean, found.at), f"${found.name} is not declared{hint}"
    for name in declared - {found.name for found in used}:
        yield header.lines[f"param {name}"], f"${name} is declared and not used"


def _columns_that_differ(header: _Header, subject: Subject) -> Iterator[tuple[int, str]]:
    clean, declared = subject.clean, {column.name for column in header.columns}
    returns = _text.returned(clean)
    if subject.returns == "nothing":
        if returns or declared:
            yield 1, "it returns nothing, so it has no RETURN and no column"
        return
    if not returns:
        yield 1, f"it returns {subject.returns}, but has no RETURN"
    for columns in returns:
        names = [found.name for found in columns]
        for found in columns:
            hint = did_you_mean(found.name, declared)
            if not found.name:
                yield _line(clean, found.at), "give this column a name with AS"
            elif found.name not in declared:
                yield _line(clean, found.at), f"column {found.name} is not declared{hint}"
            elif names.count(found.name) > 1:
                yield _line(clean, found.at), f"column {found.name} is returned twice"
        for name in declared - set(names):
            yield header.lines[f"column {name}"], f"column {name} is declared and not returned"


def _broken_rules(header: _Header, subject: Subject) -> Iterator[tuple[int, str]]:
    for name, rule in RULES.items():
        findings = list(rule(subject))
        if name in header.waived:
            if not findings:
                yield header.waived[name], f"{name} is kept, so it need not be waived"
            continue
        for at, words in findings:
            yield _line(subject.clean, at), f"{name}: {words}"


def _types_that_differ(header: _Header, clean: str) -> Iterator[tuple[int, str]]:
    said = header.said.get("for each type")
    if said is None:
        if EACH_TYPE in clean:
            yield _line(clean, clean.index(EACH_TYPE)), "say `for each type:` to use EACH_TYPE"
        return
    line = header.lines["for each type"]
    if EACH_TYPE not in clean:
        yield line, "the text does not use EACH_TYPE"
    for name in _types(said):
        if name not in CONNECTION_TYPES:
            hint = did_you_mean(name, CONNECTION_TYPES)
            yield line, f"{name} is not a connection type{hint}"
    if "param type" in header.lines:
        yield header.lines["param type"], "`type` chooses the text here; name this otherwise"


def _adds_up(header: _Header) -> tuple[str, ...]:
    said = header.said.get("adds up", "")
    return tuple(name.strip() for name in said.split(",")) if said else ()


def _types(said: str) -> list[str]:
    return list(CONNECTION_TYPES) if said == "all" else [name.strip() for name in said.split(",")]


def _texts(header: _Header, body: str) -> Mapping[str, str]:
    said = header.said.get("for each type")
    if said is None:
        return {ONLY_TEXT: body}
    return {name.lower(): re.sub(rf"\b{EACH_TYPE}\b", name, body) for name in _types(said)}


def _line(clean: str, at: int) -> int:
    return clean.count("\n", 0, at) + 1
