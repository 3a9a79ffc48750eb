"""The schema: numbered migrations in `queries/schema/`, each applied once, in order.

A migration is a file `NNNN-what-it-does.cypher` of statements ended by `;`, each of which does no
harm when it runs twice, because a process may be killed between two of them. The number of the last
one applied is kept on the one `Service` node. Migrations only ever go forward.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import neo4j

from mapping.store.door import Store, plain_errors
from mapping.store.errors import StoreTooNew
from queries import FOLDER
from queries._text import blank

MIGRATIONS = FOLDER / "schema"


@dataclass(frozen=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    statements: tuple[str, ...]


def migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations of a folder in order of their number."""
    return [_read(path) for path in sorted(folder.glob("*.cypher"))]


def bring_up_to_date(
    store: Store, driver: neo4j.Driver, database: str | None, steps: Sequence[Migration]
) -> None:
    """Apply the migrations that this data has not had.

    Raises
    ------
    StoreTooNew
        If the data has had migrations that this program does not know; nothing is changed.
    """
    version = _version(store)
    newest = steps[-1].number
    if version > newest:
        raise StoreTooNew(
            f"This data was kept by a newer Care Mapping (data version {version}; this program"
            f" knows {newest}). Install the newer program, then start again. Nothing was changed."
        )
    for step in steps:
        if step.number > version:
            _apply(driver, database, step)
            store.write(lambda tx, n=step.number: tx.run("write_schema_version", version=n))  # type: ignore[misc]


def _version(store: Store) -> int:
    row = store.read(lambda tx: tx.one("read_schema_version"))
    return int(row["version"]) if row else 0


def _apply(driver: neo4j.Driver, database: str | None, step: Migration) -> None:
    """Run each statement in a transaction of its own, as Neo4j asks of a schema change."""
    for text in step.statements:
        with plain_errors(), driver.session(database=database) as session:
            session.execute_write(lambda tx, text=text: tx.run(text).consume())  # type: ignore[misc]


def _read(path: Path) -> Migration:
    number, _, name = path.stem.partition("-")
    return Migration(int(number), name, statements(path.read_text(encoding="utf-8")))


def statements(source: str) -> tuple[str, ...]:
    """Return the statements of a file; a `;` in a comment or in quotes ends none."""
    ends = [match.start() for match in re.finditer(";", blank(source))]
    begins = [0, *(end + 1 for end in ends)]
    return tuple(source[begin:end].strip() for begin, end in zip(begins, ends, strict=False))
