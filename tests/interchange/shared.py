"""The real files that lie beside the checkout, for tests to read where they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def real(*names: str) -> list[Path]:
    """Return some of the real files; skip the test where they are not beside the checkout."""
    paths = [DATA / name for name in names]
    if not all(path.exists() for path in paths):
        pytest.skip("the real files of ../shared/data are not beside this checkout")
    return paths


KUMU = ("kumu/vc-spec-map-elements.csv", "kumu/vc-spec-map-connections.csv")
SERVICES = "openreferral/oruk_test_service_list.json"
ONE_SERVICE = "openreferral/oruk_test_service_full.json"
AT_LOCATION = "openreferral/oruk_test_service_at_location_list.json"
ORGANISATIONS = "openreferral/oruk_default_organization_list.json"
