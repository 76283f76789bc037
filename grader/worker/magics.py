"""IPython's own syntax made plain Python, line for line: what is no Python becomes a comment."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_PYTHON_BELOW = frozenset({"time", "capture", "prun", "debug"})
"""Magics of a whole cell that run it as it stands. What stands below any other is not for this kernel's names."""

_CELL_MAGIC = re.compile(r"%%(\w+)")
_ESCAPED = re.compile(r"\s*[%!?,;/]")
_TIMED = re.compile(r"(\s*)%time\s+(?=\S)")
_ASSIGNED = re.compile(r"""(\s*)([\w.,*\[\]()"' ]+?)\s*=\s*[%!](?!=)""")
# Without a percent sign, too, these are magics: no name of Python is followed by a word.
_AUTOMATIC = re.compile(r"\s*(?:pip3?|conda|mamba|uv|cd|ls|cat|cp|mv|rm|mkdir|load_ext|matplotlib|time)\s+[\w./~$\"'-]")


def plain_python(cell: str) -> str:
    """A cell as Python. Every line stays at its number, and a cell that is Python already stays as it is.

    >>> print(plain_python("%matplotlib inline\\nif True:\\n    !ls\\nfiles = !ls\\ntorch.tanh?"))
    # %matplotlib inline
    if True:
        pass  # !ls
    files = None  # files = !ls
    # torch.tanh?
    """
    if _is_python(cell):
        return cell
    lines = _without_margin(cell.split("\n"))
    first = _first(lines)
    while (magic := _magic_of(lines, first)) is not None:
        if magic not in _PYTHON_BELOW:
            return "\n".join(f"# {line}" if line else "" for line in lines)
        lines[first] = _comment(lines[first])
        first += 1
    return "\n".join(_without_magics(lines))


def magic_that_takes(cell: str) -> str | None:
    """The magic that has a whole cell for itself, as `%%bash` has; None where Python runs it."""
    lines = cell.split("\n")
    first = _first(lines)
    while (magic := _magic_of(lines, first)) in _PYTHON_BELOW:
        first += 1
    return magic


def _first(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), 0)


def _magic_of(lines: list[str], number: int) -> str | None:
    found = _CELL_MAGIC.match(lines[number].lstrip()) if number < len(lines) else None
    return found.group(1) if found else None


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_margin(lines: list[str]) -> list[str]:
    """IPython takes the indentation of the first line from all of them."""
    first = lines[_first(lines)]
    margin = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(margin) for line in lines]


def _without_magics(lines: list[str]) -> list[str]:
    """Lines that begin a statement are looked at: inside brackets and strings a `%` is what it is in Python."""
    found: list[str] = []
    state, taken = _State(), False
    for line in lines:
        if taken or (state.begins_statement and not _is_python(line) and _is_magic(line)):
            found.append(f"# {line}" if taken else _replaced(line))
            taken = line.endswith("\\")
        else:
            found.append(line)
            state = state.after(line)
    return found


def _is_magic(line: str) -> bool:
    if _ESCAPED.match(line) or _ASSIGNED.match(line) or _AUTOMATIC.match(line):
        return True
    return _State().after(line).last == "?"


def _replaced(line: str) -> str:
    timed = _TIMED.match(line)
    if timed and _is_python(line[timed.end() :]):
        return timed.group(1) + line[timed.end() :]
    if assigned := _ASSIGNED.match(line):
        return f"{assigned.group(1)}{assigned.group(2)} = None  # {line.strip()}"
    return _comment(line)


def _comment(line: str) -> str:
    """The line as a comment; in a block as a statement, so that the block is not empty."""
    text = line.lstrip()
    margin = line[: len(line) - len(text)]
    return f"{margin}pass  # {text}" if margin and text else f"# {text}" if text else line


@dataclass(frozen=True, slots=True)
class _State:
    """Where a line begins: in how many brackets, in which string, after a backslash.

    `last`: the last letter of the line before that is no space and in no string.
    """

    depth: int = 0
    quote: str = ""
    continued: bool = False
    last: str = ""

    @property
    def begins_statement(self) -> bool:
        return not (self.depth or self.quote or self.continued)

    def after(self, line: str) -> _State:
        """The state at the end of a line."""
        depth, quote, last, at = self.depth, self.quote, "", 0
        while at < len(line):
            letter = line[at]
            if quote:
                step = 2 if letter == "\\" else len(quote) if line.startswith(quote, at) else 1
                quote = "" if letter != "\\" and line.startswith(quote, at) else quote
                at += step
                continue
            if letter == "#":
                break
            if letter in "\"'":
                quote = letter * 3 if line.startswith(letter * 3, at) else letter
            depth = max(depth + (letter in "([{") - (letter in ")]}"), 0)
            last = last if letter.isspace() else letter
            at += max(len(quote), 1)
        continued = line.endswith("\\") and len(quote) < 3 and (bool(quote) or last == "\\")
        return _State(depth, quote if len(quote) == 3 or continued else "", continued, last)
