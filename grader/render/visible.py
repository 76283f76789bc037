"""Text from anybody, as a page may show it: what cannot be seen is spelled, and what is too long is cut."""

from __future__ import annotations

import re

MOST_OF_A_LINE = 1000
"""Characters of a line that are shown."""

# Control characters but for tab and newline, marks that turn the direction of text or have no width, lone surrogates,
# and what is no character at all. The joiners that emoji and Indic scripts need may stay.
_UNSEEN = re.compile(
    "([\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f])"
)


def parts_of(text: str) -> list[tuple[str, bool]]:
    """A text in pieces: those to be shown as they are, and, marked by True, unseen characters in Python's notation.

    >>> parts_of("a\\x1b[1mb")
    [('a', False), ('\\\\x1b', True), ('[1mb', False)]
    """
    pieces = _UNSEEN.split(cut(text))
    return [(spelled(piece) if odd % 2 else piece, bool(odd % 2)) for odd, piece in enumerate(pieces) if piece]


def plain(text: str) -> str:
    """The same in one string, on one line: for a title.

    >>> plain("a\\u202eb\\nc")
    'a\\\\u202eb c'
    """
    return " ".join("".join(piece for piece, _ in parts_of(text)).split())


def cut(text: str) -> str:
    """Every line with what it has too much replaced by a remark.

    >>> cut("x" * 1007)[-24:]
    'xx … (7 more characters)'
    """
    if len(text) <= MOST_OF_A_LINE:
        return text
    return "\n".join(
        line if len(line) <= MOST_OF_A_LINE else f"{line[:MOST_OF_A_LINE]}{more(len(line) - MOST_OF_A_LINE)}"
        for line in text.split("\n")
    )


def more(characters: int) -> str:
    """The remark where a line is cut."""
    return f" … ({characters} more characters)"


def spelled(character: str) -> str:
    """A character in Python's notation: `\\x1b`, `\\u202e`."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def lines_of(text: str) -> list[str]:
    """The lines of a text, as Python counts those of a source file; without the empty one at its end."""
    lines = re.split("\r\n|\r|\n", text)
    return lines[:-1] if lines[-1] == "" else lines
