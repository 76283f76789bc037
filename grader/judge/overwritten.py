"""A value that autograd needs and that was written over in place: in words, and the line that does it."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.judge.culprit import same_memory, writes
from grader.judge.lineage import VIEWS, Lineage, at
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.probe import Failure, Frame
from grader.worker.traced import Operation, Shape

_OVERWRITTEN = re.compile(r"modified by an inplace operation: \[\S+ \[([\d, ]*)\]\]")

_NEEDS_ITS_RESULT = frozenset(
    """
    tanh sigmoid exp expm1 sqrt rsqrt reciprocal softmax log_softmax relu leaky_relu elu norm vector_norm cumprod
    cholesky inverse inv solve
    """.split()
)
_NEEDS_NOTHING = VIEWS | {"add", "sub", "rsub", "neg", "sum", "mean", "__setitem__", "copy_", "add_", "sub_"}
_BY_A_NUMBER = frozenset({"mul", "div", "rmul", "mul_", "div_"})
_REMEDY = (
    "Make a new tensor instead of writing into that one: `+=`, an assignment to a slice, `out=` and a trailing "
    "underscore all write in place."
)


def sentence(failure: Failure, dims: Dimensions) -> str | None:
    """What happened, whether a line is known or not; None for a failure of another kind."""
    if (shape := _shape(failure)) is None:
        return None
    return f"Autograd still needs a value, {dims.spell_shape(shape)}, that was written over in place. {_REMEDY}"


def where_it_is_written(lineage: Lineage, failure: Failure, finding: Finding, dims: Dimensions) -> Finding:
    """The finding at the line that writes over the value, where a trace shows it."""
    shape = _shape(failure)
    if shape is None or not failure.frames:
        return finding
    line = failure.frames[-1]
    write = _first_write(lineage, line, shape)
    if write is None:
        return finding
    for_whom = "what it computed the time before" if _is_in(write, line) else f"line {line.line}"
    message = (
        f"This line writes over a value, {dims.spell_shape(shape)}, that autograd still needs, for the gradient of "
        f"{for_whom}. {_REMEDY}"
    )
    return at(write.place, replace(finding, message=message), write.text)


def _first_write(lineage: Lineage, line: Frame, shape: Shape) -> Operation | None:
    """The first operation that writes into what a line has kept before, for its gradient."""
    kept: set[int] = set()
    for number in range(len(lineage.trace.events)):
        operation, sources = lineage.operation(number), lineage.sources(number)
        if operation is None:
            continue
        if sources and writes(operation) and kept & same_memory(lineage, sources[0]):
            return operation
        if _is_in(operation, line):
            for value in _needed(lineage, number, operation):
                if lineage.shape(value) == shape:
                    kept |= same_memory(lineage, value)
    return None


def _needed(lineage: Lineage, number: int, operation: Operation) -> tuple[int, ...]:
    """What the gradient of an operation is computed from: its result, its operands, or, as of a sum, neither."""
    form = lineage.form(number)
    if operation.name in _NEEDS_ITS_RESULT:
        return (number,)
    with_a_number = operation.name in _BY_A_NUMBER and form is not None and len(form.operands) == 1
    return () if with_a_number or operation.name in _NEEDS_NOTHING else lineage.sources(number)


def _is_in(operation: Operation, line: Frame) -> bool:
    return (operation.place.file, operation.place.line) == (line.file, line.line)


def _shape(failure: Failure) -> Shape | None:
    """The shape of the value, from torch's message."""
    found = _OVERWRITTEN.search(failure.message)
    return tuple(int(size) for size in re.findall(r"\d+", found[1])) if found else None
