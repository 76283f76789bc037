"""Which files were saved: as soon as the writing is over, however the editor does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, watch

_SETTLED, _AT_MOST = 10, 100
"""Milliseconds without a change after which a save is over, and after which it is in any case."""


def saves(folders: set[Path], poll: int = 100) -> Iterator[set[Path]]:
    """The Python files in folders that were written, again and again. Editors that replace a file write it, too.

    An empty set comes whenever nothing has happened for `poll` milliseconds: a chance to do something else.

    Raises:
        FileNotFoundError: a folder is not there.
    """
    changed = watch(
        *folders,
        watch_filter=_is_source,
        debounce=_AT_MOST,
        step=_SETTLED,
        rust_timeout=poll,
        yield_on_timeout=True,
        recursive=False,
        raise_interrupt=True,
    )
    for found in changed:
        yield {Path(path).resolve() for change, path in found if change is not Change.deleted}


def _is_source(_: Change, path: str) -> bool:
    return path.endswith((".py", ".ipynb"))
