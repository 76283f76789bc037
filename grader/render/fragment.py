"""Reports as a piece of HTML inside another page, a notebook say: no style sheet, no script, nothing to load."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from grader.render.console import lines_of
from grader.report import Report

# Colours of middling brightness, to be read on a light page and on a dark one.
_COLOURS = (
    *((96, 96, 96), (209, 56, 47), (26, 138, 58), (154, 107, 0)),
    *((47, 111, 209), (168, 72, 168), (11, 127, 147), (128, 128, 128)),
)
_THEME = TerminalTheme((255, 255, 255), (0, 0, 0), list(_COLOURS))
_MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_FORMAT = (
    f'<pre style="margin:0;padding:.5em 0;overflow-x:auto;white-space:pre;line-height:1.4;font-family:{_MONO}">'
    "{code}</pre>"
)


def render_fragment(reports: Sequence[Report], width: int = 88) -> str:
    """What the terminal shows, in colour. Whatever a student wrote is text in it."""
    console = Console(
        file=io.StringIO(),
        record=True,
        width=10_000,
        force_terminal=True,
        force_jupyter=False,
        color_system="standard",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for line in lines_of(reports, width):
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return console.export_html(theme=_THEME, code_format=_FORMAT, inline_styles=True)
