"""A value that autograd needs and that was written over in place: in words, and the line that does it."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.judge.culprit import same_memory, writes
from grader.judge.lineage import VIEWS, Lineage, at
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.probe import Failure, Frame

_OVERWRITTEN = re.compile(r"modified by an inplace operation: \[\S+ \[([\d, ]*)\]\]")

_NEEDS_ITS_RESULT = frozenset(
    """
    tanh sigmoid exp expm1 sqrt rsqrt reciprocal softmax log_softmax relu leaky_relu elu norm vector_norm cumprod
    cholesky inverse inv solve
    """.split()
)
_NEEDS_NOTHING = VIEWS | {"add", "sub", "rsub", "neg", "sum", "mean", "__setitem__", "copy_", "add_", "sub_"}
_REMEDY = (
    "Make a new tensor instead of writing into that one: `+=`, an assignment to a slice, `out=` and a trailing "
    "underscore all write in place."
)


def sentence(failure: Failure, dims: Dimensions) -> str | None:
    """What happened, for the line that needs the value; None for a failure of another kind."""
    if (found := _OVERWRITTEN.search(failure.message)) is None:
        return None
    where = " for the gradient of this line" if failure.frames else ""
    return f"Autograd needs a value, {_shape(found, dims)},{where} that was written over in place. {_REMEDY}"


def where_it_is_written(lineage: Lineage, failure: Failure, finding: Finding, dims: Dimensions) -> Finding:
    """The finding at the line that writes over the value, where a trace shows it."""
    found = _OVERWRITTEN.search(failure.message)
    if found is None or not failure.frames:
        return finding
    needs = failure.frames[-1]
    for number in range(len(lineage.trace.events)):
        write = lineage.operation(number)
        if write is None or not writes(write) or not lineage.sources(number):
            continue
        if same_memory(lineage, lineage.sources(number)[0]) & _needed(lineage, needs, before=number):
            itself = (write.place.file, write.place.line) == (needs.file, needs.line)
            for_whom = "what it computed the time before" if itself else f"line {needs.line}"
            message = (
                f"This line writes over a value, {_shape(found, dims)}, that autograd still needs, for the gradient of "
                f"{for_whom}. {_REMEDY}"
            )
            return at(write.place, replace(finding, message=message), write.text)
    return finding


def _needed(lineage: Lineage, line: Frame, before: int) -> frozenset[int]:
    """What the operations of a line have kept for their gradients, up to an event."""
    found: set[int] = set()
    for number in range(before):
        operation = lineage.operation(number)
        if operation is None or (operation.place.file, operation.place.line) != (line.file, line.line):
            continue
        if operation.name in _NEEDS_ITS_RESULT:
            found |= same_memory(lineage, number)
        elif operation.name not in _NEEDS_NOTHING:
            found |= {each for source in lineage.sources(number) for each in same_memory(lineage, source)}
    return frozenset(found)


def _shape(found: re.Match[str], dims: Dimensions) -> str:
    return dims.spell_shape([int(size) for size in re.findall(r"\d+", found[1])])
