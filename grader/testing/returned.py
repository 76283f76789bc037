"""What a call returned, made again from data: tensors, plain values, and tuples, lists and dictionaries of them.

A worker brings results into an order that it is told. Here nobody knows it beforehand: what turns out to be neither a
tensor nor a list or tuple of tensors is asked for again, as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import Tensor

from grader.testing.failure import SubmissionFailed
from grader.worker.probe import Leaf, Result, Value
from grader.worker.results import TENSOR

_PLAIN = "a plain value"
_NOT_FINITE = ("inf", "-inf", "nan")
_CAN_BE = (
    "tensors, plain values (numbers, texts, None, and lists and dictionaries of them), lists and dictionaries of "
    "tensors alone, and tuples of all these"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One result: `kind` is how it was asked for, `word` what it is: `a tensor`, `a list of 3`."""

    kind: str
    word: str
    leaves: tuple[Leaf, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all of it has arrived."""
        return all(leaf.kind in (TENSOR, _PLAIN) for leaf in self.leaves)

    def again(self) -> Part:
        """How it is to be asked for next, given what is known."""
        return self if self.is_whole else Part(_kind_of(self.word, self.kind), self.word, ())

    def made(self, tensor_of: Callable[[Leaf], Tensor]) -> object:
        """What it was in the submission."""
        if self.kind == "named":
            return {leaf.key[2:-2]: tensor_of(leaf) for leaf in self.leaves}
        if self.kind == "tensors" and self.word != TENSOR:
            tensors = [tensor_of(leaf) for leaf in self.leaves]
            return tuple(tensors) if _is_tuple(self.word) else tensors
        (leaf,) = self.leaves
        return tensor_of(leaf) if leaf.kind == TENSOR else _number_or(leaf.value)


@dataclass(frozen=True, slots=True)
class Returned:
    """All results. `in_a_tuple`: they are the items of one; otherwise there is one result."""

    parts: tuple[Part, ...]
    in_a_tuple: bool

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The tensors, in order."""
        return tuple(leaf for part in self.parts for leaf in part.leaves if leaf.kind == TENSOR)

    def made(self, tensor_of: Callable[[Leaf], Tensor]) -> object:
        """What the submission returned."""
        made = [part.made(tensor_of) for part in self.parts]
        return tuple(made) if self.in_a_tuple else made[0]


def returned(ask: Callable[[Sequence[str]], Result], name: str) -> Returned:
    """Ask for a result, as often as it takes to know what it is: once for tensors, three times at most.

    **Arguments**

    - `ask`: gives the result of the call, for the kinds that its results are asked for as.
    - `name`: of the function, for messages.

    Raises:
        SubmissionFailed: it is, or holds, something that cannot be brought out of the sandbox.
    """
    __tracebackhide__ = True
    first = ask(("tensors",))
    found = _opened(first)
    for _ in range(2):
        wanted = tuple(part.again() for part in found.parts)
        if wanted == found.parts:
            break
        kinds = [part.kind for part in wanted]
        result = ask(kinds)
        found = Returned(
            tuple(Part(p.kind, p.word, _of_item(result, i)) for i, p in enumerate(wanted)), found.in_a_tuple
        )
    _refuse_the_rest(found, first, name)
    return found


def _opened(result: Result) -> Returned:
    """What was asked for as `tensors`: the items of a tuple are results of their own."""
    if not _is_tuple(result.layout):
        return Returned((Part("tensors", result.layout[:200], result.leaves),), in_a_tuple=False)
    if len(result.leaves) == 1 and result.leaves[0].kind != TENSOR:  # a tuple of one is asked for as what is in it
        (leaf,) = result.leaves
        return Returned((Part("", leaf.kind[:200], (leaf,)),), in_a_tuple=True)
    parts = tuple(Part("float" if leaf.kind == TENSOR else "", leaf.kind[:200], (leaf,)) for leaf in result.leaves)
    return Returned(parts, in_a_tuple=True)


def _kind_of(word: str, tried: str) -> str:
    """What to ask for next: lists as tensors, dictionaries as named ones, and what was tried in vain as plain."""
    if tried == "" and re.match(r"a (list|tuple) of ", word):
        return "tensors"
    if tried in ("", "tensors") and word.lower().endswith("dict"):
        return "named"
    return "float" if word == TENSOR else "value"


def _of_item(result: Result, index: int) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in result.leaves if leaf.item == index)


def _is_tuple(word: str) -> bool:
    return word.startswith("a tuple of ")


def _refuse_the_rest(found: Returned, first: Result, name: str) -> None:
    __tracebackhide__ = True
    for part in found.parts:
        expects_one = part.kind in ("float", "value") or part.word == TENSOR
        if not part.is_whole or (expects_one and len(part.leaves) != 1):
            what = first.layout[:200] if part.word == first.layout[:200] else f"{first.layout[:200]} with {part.word}"
            raise SubmissionFailed(
                f"`{name}` returns {what}. What can be brought out of the sandbox are {_CAN_BE}.", kind="result"
            )
    for leaf in found.leaves:
        if leaf.data is None:
            shape = tuple(leaf.shape)
            raise SubmissionFailed(
                f"`{name}` returns a tensor of shape {shape} and dtype {leaf.dtype}. What can be brought out of the "
                "sandbox are real tensors of 32 MiB at most.",
                kind="result",
            )


def _number_or(value: Value) -> Value:
    """A number that JSON lacks travels as a text."""
    return float(value) if isinstance(value, str) and value in _NOT_FINITE else value
