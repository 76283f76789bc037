"""Places in words."""

from __future__ import annotations

import re

_CELL = re.compile(r"\bcell( \S+)?$")


def place_in_words(file: str | None, line: int | None) -> str:
    """A line of a file, of the cell of a notebook, or of what has no file.

    >>> place_in_words("answer.py", 4), place_in_words("answer.ipynb, cell 3", 2), place_in_words(None, 2)
    ('answer.py:4', 'answer.ipynb, cell 3, line 2', 'line 2')
    """
    if file is None:
        return f"line {line}"
    return f"{file}, line {line}" if _CELL.search(file) else f"{file}:{line}"


def cell_in_words(file: str | None, line: int | None) -> str:
    """The cell of a notebook, and the line in it; nothing where the file is none.

    >>> cell_in_words("answer.py", 4), cell_in_words("answer.ipynb, cell 3", 2)
    ('', 'cell 3, line 2')
    """
    found = _CELL.search(file) if file else None
    return f"{found.group()}, line {line}" if found and line else ""
