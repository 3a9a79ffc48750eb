"""What is made from the program is current: the API's document and the pages' types."""

from __future__ import annotations

import json
from pathlib import Path

from api import openapi_document

ROOT = Path(__file__).parent.parent


def test_the_pages_are_built_against_the_current_api() -> None:
    kept = json.loads((ROOT / "web" / "openapi.json").read_text())
    words = "run: care-mapping openapi web/openapi.json && python -m scripts.npm run api"
    assert kept == json.loads(json.dumps(openapi_document())), words
