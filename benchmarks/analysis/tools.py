"""The tools that are measured; only the one that is asked for is loaded."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from benchmarks.analysis.tool import Tool

TOOLS: Final = {
    "care-mapping": ("benchmarks.analysis.ours", "OURS"),
    "networkx": ("benchmarks.analysis.by_networkx", "NETWORKX"),
    "igraph": ("benchmarks.analysis.by_igraph", "IGRAPH"),
    "networkit": ("benchmarks.analysis.by_networkit", "NETWORKIT"),
}
"""Where each tool is."""


def tool_of(name: str) -> Tool:
    """Return a tool."""
    module, attribute = TOOLS[name]
    found: Tool = getattr(import_module(module), attribute)
    return found
