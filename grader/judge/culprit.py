"""The operation at fault: where a result got its shape or its dtype, where a gradient is cut, where an argument is
written to."""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.judge.lineage import PRODUCTS, REARRANGES, REDUCES, VIEWS, Lineage
from grader.worker.traced import Operation, Shape

_IN_PLACE = re.compile(r"\binplace\s*=\s*True\b")
_MOST_VIEWS = 64
_COPIES = frozenset("clone cat concat concatenate stack flip tensor new_tensor repeat tile index_select float".split())


def culprit_of(lineage: Lineage, leaf: int, got: Shape, expected: Shape) -> Operation | None:
    """Where the result got its wrong shape: walked back as long as operations only carry it along.

    None where that is no operation that moves, adds or removes axes: then the result as a whole is another thing.
    """
    start = lineage.result(leaf)
    if start is None or lineage.shape(start) != got:
        return None
    if (made := _made_or_lost_a_one(lineage, start, got, expected)) is not None:
        return made
    found = start
    for number in lineage.back(start, lambda event, source: _carries(lineage, event, source)):
        found = number
    operation = lineage.operation(found)
    if operation is None or (found != start and not lineage.is_once(found)):
        return None
    moves = operation.name in REARRANGES | REDUCES or operation.name == "__get__"
    return operation if moves and _shape_before(lineage, found) != lineage.shape(found) else None


def first_of_dtype(lineage: Lineage, leaf: int, dtype: str) -> Operation | None:
    """Where numbers of this dtype first came into a result."""
    start = lineage.result(leaf)
    if start is None or lineage.dtype(start) != dtype:
        return None
    return lineage.operation(min(lineage.back(start, lambda event, source: lineage.dtype(source) == dtype)))


def first_of_other_dtype(lineage: Lineage, dtype: str) -> Operation | None:
    """Where floating numbers of any other dtype first came up, whatever became of them."""
    numbers = range(len(lineage.trace.events))
    return next((lineage.operation(n) for n in numbers if lineage.dtype(n) not in (dtype, "")), None)


def first_cut(lineage: Lineage, arguments: Collection[int]) -> Operation | None:
    """Where one of these arguments is first cut off from autograd, or else where numbers leave torch."""
    come_from = lineage.arguments()
    for number, event in enumerate(lineage.trace.events):
        if event.cuts and come_from[number] & set(arguments):
            operation = lineage.operation(number)
            if operation is not None:
                return operation
    return next((operation for operation in lineage.trace.operations if operation.kind == "leaves"), None)


def first_write(lineage: Lineage, argument: int) -> Operation | None:
    """Where an argument, or a view of it, is first written to."""
    for number in range(len(lineage.trace.events)):
        operation = lineage.operation(number)
        sources = lineage.sources(number)
        if operation is None or not sources or not writes(operation):
            continue
        if argument == _views(lineage, sources[0]):
            return operation
    return None


def _made_or_lost_a_one(lineage: Lineage, start: int, got: Shape, expected: Shape) -> Operation | None:
    """Where shapes differ by an axis of size 1: the nearest operation that adds one, or squeezes one away."""
    longer, shorter = (got, expected) if len(got) > len(expected) else (expected, got)
    ones = [i for i, size in enumerate(longer) if size == 1 and [*longer[:i], *longer[i + 1 :]] == list(shorter)]
    if len(longer) != len(shorter) + 1 or not ones:
        return None
    adds = longer is got
    for number in lineage.back(start, lambda event, source: True):
        before, after, operation = _shape_before(lineage, number), lineage.shape(number), lineage.operation(number)
        if before is None or after is None or operation is None or operation.name in ("stack", "unbind"):
            continue
        if (after.count(1) - before.count(1)) * (1 if adds else -1) > 0 and operation.name in REARRANGES | REDUCES:
            return operation
    return None


def _carries(lineage: Lineage, event: int, source: int) -> bool:
    """Whether an operation hands on the leading axes of an operand: elementwise all of them, a product its rows'."""
    operation, after, before = lineage.operation(event), lineage.shape(event), lineage.shape(source)
    if operation is None or after is None or before is None:
        return False
    if operation.name in PRODUCTS:
        first = next((s for s in lineage.sources(event) if s >= 0 and lineage.shape(s) is not None), None)
        return source == first and before[:-1] == after[:-1]
    return before == after


def _shape_before(lineage: Lineage, number: int) -> Shape | None:
    form = lineage.form(number)
    return form.operands[0] if form is not None and form.operands else None


def writes(operation: Operation) -> bool:
    """Whether an operation writes into its first operand."""
    in_place = operation.name.endswith("_") and not operation.name.endswith("__")
    return operation.kind == "write" or in_place or bool(_IN_PLACE.search(operation.text))


def same_memory(lineage: Lineage, source: int) -> set[int]:
    """The events, and the arguments, that a tensor is a view of, or was before it was written to; and itself."""
    found = {source}
    for _ in range(_MOST_VIEWS):
        operation, sources = lineage.operation(source), lineage.sources(source)
        is_same = operation is not None and (operation.name in VIEWS - _COPIES or writes(operation))
        if source < 0 or not is_same or not sources:
            break
        source = sources[0]
        found.add(source)
    return found


def _views(lineage: Lineage, source: int) -> int | None:
    """The place of the argument that a tensor is, or is a view of."""
    for _ in range(_MOST_VIEWS):
        if source < 0:
            return -1 - source
        operation, sources = lineage.operation(source), lineage.sources(source)
        if operation is None or not sources or operation.name in _COPIES:
            return None
        if operation.name not in VIEWS and not writes(operation):
            return None
        source = sources[0]
    return None
