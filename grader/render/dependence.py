"""What each output depends on, for a terminal: heat maps in shades, on a logarithmic scale, and what they say."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence

from rich.text import Text

from grader.render.decades import ends_of
from grader.render.printable import printable
from grader.render.terminal import printed
from grader.report import Dependence

_SHADES = ("░░", "▒▒", "▓▓", "██")
_ZERO, _MARKED, _UNKNOWN = " ·", "××", "??"
_GAP = 6


def render_dependence(dependence: Dependence, width: int = 80, *, colour: bool = False) -> str:
    """Both maps and their sentences as text of at most `width` columns."""
    return printed(_lines(dependence, min(max(width, 40), 100)), colour=colour)


def _lines(dependence: Dependence, width: int) -> Iterator[Text]:
    output, argument, file = dependence.output, dependence.argument, dependence.file
    where = f" in {printable(file)}" if file else ""
    title = f"{dependence.exercise}{where}: what each output depends on"
    yield from (Text(row, "bold") for row in textwrap.wrap(title, width))
    yield Text()
    scale = _Scale.of([*dependence.steps, *dependence.rows])
    left = list(_map(dependence.steps, dependence.marked_steps, scale))
    left = [Text(f"  ‖∂{output}[t]/∂{argument}[s]‖"), _header("t", "s", len(dependence.steps)), *left]
    right: list[Text] = []
    if dependence.rows:
        batch = _map(dependence.rows, dependence.marked_rows, scale)
        title = Text(f"  batch row i of {output} by row j of {argument}")
        right = [title, _header("i", "j", len(dependence.rows)), *batch]
    beside = max(map(len, left)) + _GAP
    if right and beside + max(map(len, right)) > width:
        left, right = [*left, Text(), *right], []
    for index, line in enumerate(left):
        other = right[index] if index < len(right) else Text()
        yield line + Text(" " * (beside - len(line))) + other
    yield Text()
    legend = scale.legend(marked=bool(dependence.marked_steps or dependence.marked_rows))
    rows = [legend] if len(legend) + 2 <= width else legend.split("   ")
    yield from (Text(f"  {row}", "dim") for row in rows)
    for sentence in dependence.remarks:
        yield Text()
        wrapped = textwrap.wrap(sentence, width - 2, break_long_words=False, break_on_hyphens=False)
        yield from (Text(f"  {row}") for row in wrapped)


def _header(row: str, column: str, size: int) -> Text:
    """The numbers of the columns; every second one where they would touch."""
    shown = [f"{place:>2}" if size <= 10 or place % 2 == 0 else "  " for place in range(size)]
    return Text(f"  {row}\\{column} {''.join(shown)}", "dim")


def _map(norms: Sequence[Sequence[float]], marked: Sequence[tuple[int, int]], scale: _Scale) -> Iterator[Text]:
    wrong = set(marked)
    for t, row in enumerate(norms):
        line = Text(f"  {t:>3} ", "dim")
        for s, norm in enumerate(row):
            cell, style = (_MARKED, "bold red") if (t, s) in wrong else (scale.shade(norm), "cyan")
            line += Text(cell, "dim" if cell == _ZERO else style)
        yield line


class _Scale:
    """From norms to shades: as many equal parts of the logarithms as there are shades."""

    def __init__(self, low: float, high: float) -> None:
        self._low, self._high = low, high

    @classmethod
    def of(cls, rows: Sequence[Sequence[float]]) -> _Scale:
        return cls(*ends_of([norm for row in rows for norm in row]))

    def shade(self, norm: float) -> str:
        if not math.isfinite(norm):
            return _UNKNOWN
        if norm <= 0:
            return _ZERO
        share = (math.log10(norm) - self._low) / (self._high - self._low)
        return _SHADES[min(int(share * len(_SHADES)), len(_SHADES) - 1)]

    def legend(self, *, marked: bool) -> str:
        """From which norm on each shade stands."""
        step = (self._high - self._low) / len(_SHADES)
        parts = [f"{shade} {_short(10 ** (self._low + i * step))}" for i, shade in enumerate(_SHADES)]
        told = f"· zero   {' '.join(parts)} to {_short(10**self._high)} (logarithmic)"
        return f"{told}   {_MARKED} should be zero" if marked else told


def _short(number: float) -> str:
    """Two digits: `0.034`, `1.3`, `2e-05`."""
    return f"{number:.2g}"
