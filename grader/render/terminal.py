"""Lines as a terminal shows them: every one whole, however wide, with colours or without."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text


def printed(lines: Iterable[Text], *, colour: bool) -> str:
    """The lines as text, without space at their ends. Markup in them is text, too; in a notebook's kernel this is text.

    >>> printed([Text("[bold]no markup[/bold]  ", "green")], colour=False)
    '[bold]no markup[/bold]\\n'
    """
    out = io.StringIO()
    console = Console(
        file=out,
        width=10_000,
        force_terminal=colour,
        force_jupyter=False,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for line in lines:
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return out.getvalue()
