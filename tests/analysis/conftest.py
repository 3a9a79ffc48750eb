"""Both ways in which a kernel runs."""

from __future__ import annotations

from typing import Any

import pytest

from mapping.analysis.kernels import Kernel


@pytest.fixture(params=["as it stands", "compiled"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let every kernel run as it stands in Python, then compiled, whatever the size."""

    def run(self: Kernel[Any, Any], *args: Any) -> Any:
        return (self.plain if request.param == "as it stands" else self.compiled())(*args)

    monkeypatch.setattr(Kernel, "__call__", run)
    found: str = request.param
    return found
