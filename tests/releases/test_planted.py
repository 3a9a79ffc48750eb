"""Numbers that are planted in a neighbourhood are nowhere in what leaves it.

One neighbour runs errands for 137 clubs, and 143 people tend gardens.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pyarrow.parquet as pq
import pytest

from mapping import neighbourhoods, releases
from mapping.model import DirectoryElement, Element, new_id
from mapping.refusals import NotWellFormed
from mapping.releases import Release, asking
from mapping.vocabulary import Formality, Kind
from tests.releases.conftest import Street, _care

CLUBS, GARDENERS = 137, 143
PLANTED = re.compile(rf"(?<![\w.:-])({CLUBS}|{GARDENERS})(?!\w)")


def plant(street: Street) -> None:
    here = street.larkmead
    clubs = [
        DirectoryElement(id=new_id(), scope=here, name=f"Club {chr(65 + n % 26)}", kind=Kind.GROUP)
        for n in range(CLUBS)
    ]
    people = [
        DirectoryElement(id=new_id(), scope=here, name="Gardener", kind=Kind.PERSON)
        for _ in range(GARDENERS)
    ]
    lines = [
        *(_care(people[0].id, one.id, "errands", Formality.PAID) for one in clubs),
        *(_care(one.id, clubs[0].id, "gardening", Formality.GIFTED) for one in people),
    ]
    elements: list[Element] = [*clubs, *people]
    neighbourhoods.add_to_directory(street.service, here, elements, lines)


def all_that_goes_out(street: Street, release: Release) -> Iterator[str]:
    yield release.model_dump_json()
    for path in (street.folder(release) / "outer").iterdir():
        yield path.name
        yield (
            str(pq.read_table(path).to_pylist()) if path.suffix == ".parquet" else path.read_text()
        )
    for measure in releases.measures(street.service, release.id, wait=60):
        yield measure.model_dump_json()
    for question in releases.questions():
        yield question.model_dump_json()
        [*choices] = question.parameters
        for chosen in [{one.name: value} for one in choices for value in one.values] or [{}]:
            try:
                table = street.ask(release, question.name, **chosen)
            except releases.TooFewPeople as refused:
                yield str(refused)
                continue
            yield table.model_dump_json()
            yield releases.as_csv(table)
            yield str(pq.read_table(io.BytesIO(releases.as_parquet(table))).to_pylist())
        try:
            street.ask(release, question.name, formality="143")
        except NotWellFormed as refused:
            yield str(refused)


def test_no_planted_number_is_anywhere_in_what_goes_out(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All questions are asked, with all that can be chosen in them."""
    monkeypatch.setattr(asking, "questions", releases.questions)
    plant(street)
    release = street.release()
    told = list(all_that_goes_out(street, release))
    assert [PLANTED.findall(text) for text in told if PLANTED.search(text)] == []
    assert any("145" in text for text in told)
    assert PLANTED.search(f'"people": {GARDENERS}, ')


def test_rows_stand_in_the_order_of_their_names_and_not_of_their_numbers(street: Street) -> None:
    plant(street)
    release = street.release()
    for query, formality in (("care_types_given", "gifted"), ("mixing_of_sectors", "paid")):
        table = street.ask(release, query, formality=formality)
        words = [one.name for one in table.columns if not one.counts_people]
        names = [[str(row[word]) for word in words] for row in table.rows]
        assert names == sorted(names)
        assert len(names) > 1
