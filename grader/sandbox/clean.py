"""Strings from student code, made harmless before anything shows them."""

from __future__ import annotations

import re

MAX_LENGTH = 1 << 17

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[PX^_][^\x1b]*(?:\x1b\\)?|\x1b.?"
)
# Control characters but for tab and newline, marks that turn the direction of text, and lone surrogates.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """Without escape sequences, control characters and marks of direction; bounded.

    >>> clean("\\x1b[31mred\\x1b[0m\\r\\n")
    'red\\n'
    """
    if text.isascii() and text.isprintable() and len(text) <= MAX_LENGTH:
        return text
    return _UNSEEN.sub("", _ESCAPES.sub("", text[:MAX_LENGTH]))
