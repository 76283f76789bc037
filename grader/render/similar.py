"""Pairs of students whose submissions are alike, side by side, as text for a terminal or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import chop_cells, set_cell_size

from grader.report import Pair, Place, SourceLine

WARNING = (
    "Likeness is no proof of copying: a task may have one natural solution, and people may have learned together. "
    "Read both sides, and talk to the people, before you conclude anything."
)


def render_similar_json(pairs: Sequence[Pair]) -> str:
    """One JSON object: a warning to whoever reads it, and the pairs in their order."""
    whole = {"schema": 1, "note": WARNING, "pairs": [pair.as_json() for pair in pairs]}
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)


def render_similar(pairs: Sequence[Pair], students: int, width: int = 80) -> str:
    """Every pair with its places, the lines that are alike marked by `=`. Those with the same files come in one."""
    if not pairs:
        return f"Of {students} students no two have handed in what is alike beyond what the course gives.\n"
    blocks = [block for group in _groups(pairs) for block in _group(group, width)]
    how_many = (
        f"{len(pairs)} pairs of {students} students are" if len(pairs) > 1 else f"1 pair of {students} students is"
    )
    counted = f"{how_many} alike beyond what is given."
    return "\n".join([*textwrap.wrap(f"{counted} {WARNING}", width), "", *blocks])


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs that differ in nothing but the students, together."""
    groups: dict[object, list[Pair]] = {}
    for number, pair in enumerate(pairs):
        is_same = all(place.first_file in pair.identical for place in pair.places)
        key = tuple((place.words, _texts(place)) for place in pair.places) if is_same else number
        groups.setdefault(key, []).append(pair)
    return list(groups.values())


def _texts(place: Place) -> tuple[str, ...]:
    return tuple(row.first.text for row in place.rows if row.first is not None)


def _group(pairs: Sequence[Pair], width: int) -> Iterator[str]:
    names = list(dict.fromkeys(name for pair in pairs for name in (pair.first, pair.second)))
    who = f"{', '.join(names[:-1])} and {names[-1]}"
    yield from textwrap.wrap(f"{who}: {pairs[0].words} words alike", width)
    for place in pairs[0].places:
        yield from _place(place, pairs[0], width)
    yield ""


def _place(place: Place, pair: Pair, width: int) -> Iterator[str]:
    files = place.first_file if place.first_file == place.second_file else f"{place.first_file}, {place.second_file}"
    how = (
        "the same file"
        if place.first_file in pair.identical
        else f"{place.words} of {round(place.words / place.share)} words"
    )
    what = f"{place.name} in " if place.name else ""
    yield ""
    yield from textwrap.wrap(f"{what}{files}: {how}", width, initial_indent="  ", subsequent_indent="  ")
    room = max((width - 7) // 2, 20)
    for row in place.rows:
        mark = "=" if row.is_shared else " "
        for number, (left, right) in enumerate(zip_longest(_cells(row.first, room), _cells(row.second, room))):
            cells = [set_cell_size(cell or "", room) for cell in (left, right)]
            yield f"  {cells[0]} {' ' if number else mark} {cells[1]}".rstrip()


def _cells(line: SourceLine | None, room: int) -> list[str]:
    """A line with its number, in as many rows as it takes; those after the first are set in under it."""
    if line is None:
        return []
    indent = 5 + min(len(line.text) - len(line.text.lstrip()) + 2, room // 2)
    first, *rest = chop_cells(f"{line.number:>4} {line.text}", room)
    more = chop_cells("".join(rest), room - indent) if rest else []
    return [first, *(f"{'':{indent}}{each}" for each in more)]
