"""What of a program is somebody's own: its words, whatever the variables are called, less the passages that are given.

After S. Schleimer, D. S. Wilkerson and A. Aiken, *Winnowing: local algorithms for document fingerprinting*, SIGMOD
2003: a passage is a run of K words; what is given, or common, is no evidence. Solutions are short, so all passages are
kept, and none need be winnowed. Nothing is parsed, imported or run: Pygments finds words in any text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, String, Text

K = 8
"""Words in a passage: about half a line. Shorter ones are in programs that have nothing to do with each other."""

Passage = tuple[str, ...]

_VARIABLE, _STRING = "V", "S"
_BEGINNINGS = ("def", "class", "async")
_CLOSING = (")", "]", "}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a program, and its line, from 1. Variables are all `V`, strings all `S`."""

    text: str
    line: int


@dataclass(slots=True)
class Definition:
    """A function or class at the top of a file; or, without a name, what stands between two."""

    name: str = ""
    words: list[Word] = field(default_factory=list[Word])

    def passages(self) -> list[Passage]:
        """The passage that begins at each word, but for the last `K - 1`."""
        texts = [word.text for word in self.words]
        return [tuple(texts[at : at + K]) for at in range(len(texts) - K + 1)]


def covered(passages: Sequence[Passage], known: Collection[Passage]) -> list[bool]:
    """For each word of what has these passages, in order, whether one of the known passages covers it."""
    found = [False] * (len(passages) + K - 1)
    for at, passage in enumerate(passages):
        if passage in known:
            found[at : at + K] = [True] * K
    return found


def definitions(source: str) -> list[Definition]:
    r"""The definitions at the top of a file, in order, whether it can be parsed or not.

    Comments, docstrings, imports, decorators and layout are left out. What is looked up in a module or a tensor keeps
    its name: it says how something is computed.

    >>> [(each.name, " ".join(word.text for word in each.words)) for each in definitions("def f(x):\n  return x.t()")]
    [('f', 'def V ( V ) : return V . t ( )')]
    """
    found: list[Definition] = []
    is_definition = False
    for kind, text, line, is_first in _tokens(source):
        begins = is_first and text in _BEGINNINGS
        if begins or not found or (is_definition and is_first and text not in _CLOSING):
            found.append(Definition())
            is_definition = begins
        here = found[-1]
        if kind == _DEFINED and is_definition and not here.name:
            here.name = text
        word = _word(kind, text, here.words)
        if not (word == _STRING and here.words and here.words[-1].text == _STRING):
            here.words.append(Word(word, line))
    return [each for each in found if each.words]


_SKIPPED, _IMPORTING, _QUOTED, _NAMED, _DEFINED, _KEPT = range(6)


@cache
def _kind(token: Any) -> int:
    """What a kind of token, of the few dozens that Pygments has, is to us."""
    if token in Keyword.Namespace:
        return _IMPORTING
    if token in Comment or token in Text or token in String.Doc or token in Name.Decorator:
        return _SKIPPED
    if token in Name.Function or token in Name.Class:
        return _DEFINED
    if token in Name and token not in Name.Builtin:
        return _NAMED
    return _QUOTED if token in String else _KEPT


def _tokens(source: str) -> Iterator[tuple[int, str, int, bool]]:
    """The kind, text and line of each word that counts, and whether it stands at the very left."""
    line, end, imported = 1, 0, 0
    for at, token, text in PythonLexer().get_tokens_unprocessed(source):
        kind = _kind(token)
        line, end = line + source.count("\n", end, at), at
        if kind == _IMPORTING:
            imported = line
        elif kind != _SKIPPED and line != imported:
            yield kind, text, line, at == 0 or source[at - 1] == "\n"


def _word(kind: int, text: str, before: Sequence[Word]) -> str:
    """How a word counts after those before it."""
    if kind == _QUOTED:
        return _STRING
    if kind == _KEPT:
        return text
    after = [word.text for word in before[-2:]]
    is_looked_up = after[-1:] == ["."] and after[0] not in ("self", "cls")
    return text if is_looked_up else _VARIABLE
