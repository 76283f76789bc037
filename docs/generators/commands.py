"""Commands: what `--help` says of each, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from grader.cli.app import app

NAME = "trysquare"
_WIDE = 200
"""Columns: usage stands on one line, however wide the terminal is in which this page is made."""

_HEAD = f"""# Commands

What `{NAME} COMMAND --help` says, on one page. `{NAME} --help` lists the commands.

| exit code | means |
|---|---|
| 0 | everything has passed; for `grade`: the run has finished, whatever the marks |
| 1 | there is something to fix, or not attempted yet |
| 2 | wrong usage: one sentence on stderr says what, and the remedy |
| 3 | the grader itself has failed |
| 130 | `grade` was stopped with Ctrl-C |
"""


def page() -> str:
    """All commands in the order of `--help`, each with its usage, arguments and options."""
    root: Any = typer.main.get_command(app)
    context = root.context_class(root, info_name=NAME, terminal_width=_WIDE, max_content_width=_WIDE)
    return "\n".join([_HEAD, *_commands(root, context)])


def _commands(group: Any, context: Any) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command.hidden:
            continue
        inside = command.context_class(command, info_name=name, parent=context)
        if hasattr(command, "list_commands"):
            yield from _commands(command, inside)
        else:
            yield _section(command, inside)


def _section(command: Any, context: Any) -> str:
    usage = command.get_usage(context).removeprefix("Usage: ")
    records = [record for each in command.params if (record := each.get_help_record(context)) is not None]
    rows = [f"| `{_cell(name)}` | {_cell(said)} |" for name, said in records]
    table = ["| | |", "|---|---|", *rows, ""] if rows else []
    return "\n".join([f"## {context.command_path}", "", command.help, "", "```text", usage, "```", "", *table])


def _cell(text: str) -> str:
    """A text that stays within one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")
