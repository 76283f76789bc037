"""The shapes inside a reference, for a terminal: arguments, sub-expressions, results, and what there is to learn."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.text import Text

from grader.render.listing import rows_of
from grader.render.terminal import printed
from grader.report import WhatIf

_TEXT_WIDTH = 30


def render_what_if(found: WhatIf, width: int = 80, *, colour: bool = False) -> str:
    """All of it as text of at most `width` columns."""
    return printed(_lines(found, width), colour=colour)


def _lines(found: WhatIf, width: int) -> Iterator[Text]:
    yield from (Text(row, "bold") for row in textwrap.wrap(f"{found.exercise} — {found.equation}", width))
    if found.sizes:
        yield Text(f"with {found.sizes}", "bold")
    yield Text()
    yield from _table(found.arguments, width)
    yield Text()
    column = min(max((len(each.text) for each in found.operations), default=0), _TEXT_WIDTH)
    for each in found.operations:
        yield from (Text("  ") + row for row in rows_of(each, column, width - 2))
    if found.results:
        yield Text()
        yield from _table(found.results, width)
    for remark in found.remarks:
        yield Text()
        yield from (Text(f"  {row}") for row in textwrap.wrap(remark, width - 2, break_long_words=False))


def _table(rows: Sequence[tuple[str, str, str]], width: int) -> Iterator[Text]:
    """Name, shape and meaning, the meaning in a column of its own."""
    names = max((len(name) for name, _, _ in rows), default=0)
    shapes = max((len(shape) for _, shape, _ in rows), default=0)
    margin = 2 + names + 3 + shapes + 3
    for name, shape, meaning in rows:
        parts = textwrap.wrap(meaning, max(width - margin, 20)) or [""]
        head = Text(f"  {name:<{names}}", "cyan") + Text(f"   {shape:<{shapes}}   ")
        yield head + Text(parts[0], "dim")
        yield from (Text(" " * margin + part, "dim") for part in parts[1:])
