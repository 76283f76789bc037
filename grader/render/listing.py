"""A file with its shapes, as text for a terminal, as Markdown, or as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from rich.text import Text

from grader.render.terminal import printed
from grader.report import ListedLine, ListedOperation, Listing

_TEXT_WIDTH = 34
_TOGETHER = "\xa0=\xa0"


def render_listing(listings: Sequence[Listing], width: int = 80, *, colour: bool = False) -> str:
    """The source line by line; under each line its names and sub-expressions, their shapes aligned."""
    return printed(_apart(listings, width), colour=colour)


def _apart(listings: Sequence[Listing], width: int) -> Iterator[Text]:
    """All lines, with an empty one between two listings."""
    for index, listing in enumerate(listings):
        if index:
            yield Text()
        yield from _lines(listing, width)


def render_listing_markdown(listings: Sequence[Listing]) -> str:
    """The same in a code block, with a heading."""
    parts: list[str] = []
    for listing in listings:
        body = render_listing([listing]).rstrip("\n").split("\n")
        fence = "`" * max(max((len(run) for line in body for run in _ticks(line)), default=0) + 1, 3)
        parts += [f"## {_title(listing)}", "", f"{fence}text", *body[2:], fence, ""]
    return "\n".join(parts)


def render_listing_json(listings: Sequence[Listing]) -> str:
    """One JSON list, in the order of the listings."""
    return json.dumps([listing.as_json() for listing in listings], indent=2, ensure_ascii=False, allow_nan=False)


def _title(listing: Listing) -> str:
    what = f"{listing.exercise} in {listing.file}" if listing.exercise else listing.file
    sizes = ", ".join(f"{name} = {size}" for name, size in listing.sizes.items())
    return f"{what}{f', with {sizes}' if sizes else ''}"


def _lines(listing: Listing, width: int) -> Iterator[Text]:
    for part in textwrap.wrap(_title(listing).replace(" = ", _TOGETHER), width):
        yield Text(part.replace(_TOGETHER, " = "), "bold")
    yield Text()
    gutter = max(len(str(len(listing.lines))), 2) + 1
    for line in listing.lines:
        yield Text(f"{line.number:>{gutter}} │ ", "dim") + Text(line.text)
        margin = f"{'':>{gutter}} │ {' ' * (_indent(line.text) + 2)}"
        room = width - len(margin)
        for row in (*_operations(line, room), *_names(line, room)):
            yield Text(margin, "dim") + row
    for text, style in ((listing.failure, "red"), *((note, "dim") for note in listing.notes)):
        if text:
            yield Text()
            for part in text.split("\n"):
                yield from (Text(row, style) for row in textwrap.wrap(part, width, break_long_words=False) or [""])


def _indent(text: str) -> int:
    return min(len(text) - len(text.lstrip()), 12)


def _names(line: ListedLine, width: int) -> Iterator[Text]:
    """`X (n, d)   H (n, h)`, as many to a row as fit."""
    row = ""
    for name, shapes in line.names:
        word = f"{name} {shapes}"
        if row and len(row) + 3 + len(word) > width:
            yield Text(row, "green")
            row = ""
        row = f"{row}   {word}" if row else word
    if row:
        yield Text(row, "green")


def _operations(line: ListedLine, room: int) -> Iterator[Text]:
    width = min(max((len(each.text) for each in line.operations), default=0), _TEXT_WIDTH)
    for each in line.operations:
        yield from rows_of(each, width, room)


def rows_of(each: ListedOperation, width: int, room: int) -> Iterator[Text]:
    """A sub-expression, its shapes from column `width` on, and its note, in as many rows as they need."""
    style = "bold red" if each.failed or each.broadcast else ""
    shapes = Text(f" : {each.shapes}", style)
    if len(each.text) > width:
        yield from (Text(part, "cyan") for part in textwrap.wrap(each.text, room, break_long_words=False))
        row = Text(" " * width) + shapes
    else:
        row = Text(f"{each.text:<{width}}", "cyan") + shapes
    notes = [each.note] if each.note else []
    notes += [f"{each.times} times"] if each.times > 1 else []
    note = Text(f"← {', '.join(notes)}", "bold red" if each.broadcast else "dim")
    if notes and len(row) + 3 + len(note) <= room:
        yield row + "   " + note
        return
    yield row
    if notes:
        yield Text(" " * (width + 3)) + note


def _ticks(line: str) -> Iterator[str]:
    run = ""
    for character in f"{line} ":
        if character == "`":
            run += character
        elif run:
            yield run
            run = ""
