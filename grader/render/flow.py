"""A gradient flow for a terminal: a chart on a logarithmic scale, and what it says."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator

from rich.text import Text

from grader.render.decades import decade_words, decades_of, ticks_of
from grader.render.flow_words import NOT_FINITE, beside_the_reference, cut_in_words, measured_in_words
from grader.render.printable import printable
from grader.render.terminal import printed
from grader.report import Followed, GradientFlow, cut_of

_HEIGHT = 14
_MARGIN = 8
_YOURS, _REFERENCE, _BOTH, _ZERO = "●", "○", "◉", "×"
_COLOURS = {_YOURS: "blue", _REFERENCE: "yellow", _BOTH: "green", _ZERO: "red"}


def render_flow(followed: Followed, width: int = 80, *, colour: bool = False) -> str:
    """The chart and its sentences as text of at most `width` columns."""
    return printed(_lines(followed, min(max(width, 40), 100)), colour=colour)


def title_of(followed: Followed) -> str:
    """What is shown: `rnn_forward in mine.py: gradient flow, vanishing`."""
    which = f"{followed.exercise} in {printable(followed.file)}" if followed.file else followed.exercise
    verdict = followed.flow.verdict.replace("_", " ")
    return f"{which}: gradient flow, {verdict if followed.same_results or verdict != 'detached' else 'exact zeros'}"


def _lines(followed: Followed, width: int) -> Iterator[Text]:
    flow = followed.flow
    yield from (Text(row, "bold") for row in textwrap.wrap(title_of(followed), width))
    yield Text()
    yield Text(f"  ‖∂L_T/∂{followed.argument}_t‖, L_T a loss of step T = {len(flow.norms)} alone")
    yield from _chart(flow, width)
    legend, margin = _legend(flow), " " * (_MARGIN + 2)
    rows = ["   ".join(legend)] if len("   ".join(legend)) + len(margin) <= width else legend
    yield from (Text(margin + row, "dim") for row in rows if row)
    beside = beside_the_reference(cut_in_words(flow, same_results=followed.same_results), cut_of(flow.expected))
    told = [NOT_FINITE] if flow.verdict == "not_finite" else [beside, measured_in_words(flow)]
    for sentence in (*told, *followed.remarks):
        if sentence:
            yield Text()
            wrapped = textwrap.wrap(sentence, width - 2, break_long_words=False, break_on_hyphens=False)
            yield from (Text(f"  {row}") for row in wrapped)


def _legend(flow: GradientFlow) -> list[str]:
    parts = [f"{_YOURS} yours", f"{_REFERENCE} reference", f"{_BOTH} both"] if flow.expected else []
    if any(norm == 0 for norm in (*flow.norms, *flow.expected)):
        parts.append("on the line 0: exactly zero")
    return parts


def _chart(flow: GradientFlow, width: int) -> Iterator[Text]:
    """A mark for each step and curve; zeros on a line of their own below, which a logarithmic scale does not have."""
    T, columns = max(len(flow.norms), len(flow.expected)), width - _MARGIN - 4
    low, high = decades_of([*flow.norms, *flow.expected])
    grid = [[" "] * columns for _ in range(_HEIGHT + 1)]
    for norms, mark in ((flow.expected, _REFERENCE), (flow.norms, _YOURS)):
        for step, norm in enumerate(norms):
            row, column = _row(norm, low, high), round(step * (columns - 1) / max(T - 1, 1))
            if row is not None:
                there = grid[row][column]
                grid[row][column] = _BOTH if there == _REFERENCE and mark == _YOURS else mark
    labels = {_row_of(tick, low, high): decade_words(tick) for tick in ticks_of(low, high)}
    rows = range(_HEIGHT + 1) if any(norm == 0 for norm in (*flow.norms, *flow.expected)) else range(_HEIGHT)
    for row in rows:
        label = "0" if row == _HEIGHT else labels.get(row, "")
        tick = "┤" if label else "│"
        yield Text(f"{label:>{_MARGIN}} {tick}") + _coloured("".join(grid[row]))
    yield Text(f"{'':>{_MARGIN}} └{'─' * columns}")
    yield Text(f"{'':>{_MARGIN}}  {_axis(T, columns)}")


def _row(norm: float, low: float, high: float) -> int | None:
    """0 is the top; the last one is that of zero; none for what is no number."""
    if norm == 0:
        return _HEIGHT
    if not math.isfinite(norm) or norm < 0:
        return None
    return _row_of(math.log10(norm), low, high)


def _row_of(power: float, low: float, high: float) -> int:
    share = (power - low) / (high - low)
    return round((1 - min(max(share, 0.0), 1.0)) * (_HEIGHT - 1))


def _axis(T: int, columns: int) -> str:
    """The first step on the left, T on the right, a round one where there is room between."""
    row = list(" " * columns)
    for step in [1, *(tick for tick in ticks_of(1, T, most=5) if 1 < tick < T)] if T > 1 else []:
        label, start = str(step), round((step - 1) * (columns - 1) / (T - 1))
        if start + len(label) < columns - len(str(T)) - 2 and not "".join(row[max(start - 1, 0) : start + 4]).strip():
            row[start : start + len(label)] = label
    last = f"t = {T}" if columns > 12 and not "".join(row[-len(f"t = {T}") - 1 :]).strip() else str(T)
    return "".join(row[: max(columns - len(last), 0)]) + last


def _coloured(row: str) -> Text:
    text = Text(row)
    for mark, style in _COLOURS.items():
        for place, character in enumerate(row):
            if character == mark:
                text.stylize(style, place, place + 1)
    return text
