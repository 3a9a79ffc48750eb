"""The house's own checks find what they are for. Every case is made by hand."""

import json
from pathlib import Path

import pytest

from scripts.check_house import cypher_outside_queries, hosts_in_locks, hosts_in_pages


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("mapping/people.py", 'x = 1\nquery = "MATCH (n:Account {id: $id}) RETURN n"'),
        ("mapping/people.py", 'x = 1\nquery = f"MERGE (n:{x})"'),
        ("api/app.py", 'x = 1\nquery = "UNWIND $rows AS row"'),
        ("web/src/a.ts", "\nconst query = `(a)-[r:CARES_FOR]->(b)`;"),
        ("web/src/A.svelte", "<p>\nCREATE CONSTRAINT account_id</p>"),
    ],
)
def test_cypher_outside_queries_is_found_with_its_line(
    tmp_path: Path, file: str, text: str
) -> None:
    write(tmp_path / file, text)
    assert list(cypher_outside_queries(tmp_path)) == [
        f"{file}:2: Cypher; it belongs in a file in queries/"
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("queries/people.py", 'query = "MATCH (n:Account)"'),
        ("tests/test_people.py", 'query = "MATCH (n:Account)"'),
        ("mapping/people.py", '"""Unlike MATCH (n:Account), this is prose."""'),
        ("mapping/people.py", 'words = "Draw arrows that match (as many as you like)"'),
        ("web/node_modules/x/a.ts", "const query = 'MATCH (n:Account)'"),
    ],
)
def test_cypher_in_its_place_and_prose_are_left_alone(tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path / file, text)
    assert list(cypher_outside_queries(tmp_path)) == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link href="//fonts.example/x.css">',
        "<style>@import url(//fonts.example/x.css)</style>",
        "<script>alert(1)</script>",
        '<p onclick="go()">Go</p>',
    ],
)
def test_a_page_that_needs_another_host_or_an_inline_script_is_found(
    tmp_path: Path, text: str
) -> None:
    write(tmp_path / "api/pages/index.html", text)
    assert len(list(hosts_in_pages(tmp_path))) == 1


def test_a_page_of_our_own_files_is_let_through(tmp_path: Path) -> None:
    write(
        tmp_path / "api/pages/index.html",
        '<svg xmlns="http://www.w3.org/2000/svg"></svg><script type="module" src="/a.js"></script>',
    )
    assert list(hosts_in_pages(tmp_path)) == []


def test_pages_that_were_never_built_are_not_taken_for_clean_ones(tmp_path: Path) -> None:
    assert list(hosts_in_pages(tmp_path)) == [
        "api/pages: the pages are not built; run `make install`"
    ]


def test_an_address_in_a_lock_file_is_found_and_a_link_for_gifts_is_not(tmp_path: Path) -> None:
    write(tmp_path / "requirements.lock", "neo4j==6.4.1\nx @ https://packages.example/x.whl\n")
    packages = {
        "a": {"resolved": "https://packages.example/a.tgz"},
        "b": {"version": "1.0.0", "funding": {"url": "https://gifts.example"}},
    }
    write(tmp_path / "web/package-lock.json", json.dumps({"packages": packages}))
    found = list(hosts_in_locks(tmp_path))
    assert [line.split(":")[0] for line in found] == ["requirements.lock", "web/package-lock.json"]
