"""Trysquare's public face: `from grader import check`. Importing it loads nothing until a name is used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.api import check

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(importlib.import_module("grader.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
