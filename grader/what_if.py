"""What if? The shapes inside a reference, with sizes and shapes of the learner's choice."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from grader.contract import Argument, Contract, contract_of
from grader.exercise import Exercise
from grader.judge.failures import finding_of
from grader.judge.words import axes_in_words, listing
from grader.listing import form_in_names, short, stretched_in_words
from grader.milestones import files_of
from grader.report import ListedOperation, WhatIf
from grader.worker.dimensions import Dimensions, choose_sizes, names_in
from grader.worker.errors import failure_of
from grader.worker.probe import Failure
from grader.worker.trace import Tracer
from grader.worker.traced import Form, Operation, Shape, Trace

_SEED = 8
_MAX_SIZE = 4096
_MAX_NUMBERS = 1 << 24
_TERM = r"\s*(?:\d+\s*\*\s*)?(?:[A-Za-z_]\w*|\d+)\s*"
_AXIS = rf"{_TERM}(?:\+{_TERM})*"
_ELEMENTWISE = ("tanh", "sigmoid", "relu", "exp", "log", "softplus")


class UnknownName(Exception):
    """A `--set` that cannot be: its text says what is known."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What was set: sizes of dimensions, and shapes of arguments, as axes that may be names."""

    sizes: Mapping[str, int]
    shapes: Mapping[str, tuple[str, ...]]


def what_if(exercise: Exercise, settings: Sequence[str]) -> WhatIf:
    """Call the reference with these sizes and shapes, whatever it says to them, and tell what happens.

    **Arguments**

    - `settings`: `n=1`, `W_hh=h,1`, `X=T,n,d`: a size for a dimension, or axes for an argument.

    Raises:
        UnknownName: for a name that is no dimension and no argument, or a value that is no size.
    """
    contract = contract_of(exercise)
    setting = _parse(settings, contract)
    sizes = Dimensions({**_free_sizes(contract, setting), **setting.sizes})
    dims = Dimensions({name: size for name, size in sizes.sizes.items() if size > 1})  # what is set to 1 is told as 1
    shapes = {a.name: _shape(setting.shapes.get(a.name, a.axes), sizes) for a in contract.arguments}
    if sum(math.prod(shape) for shape in shapes.values()) > _MAX_NUMBERS:
        raise UnknownName("These sizes make tensors of many millions of numbers. Smaller ones show the same shapes.")
    trace, result, failure = _run(exercise, shapes)
    meanings = _meanings(exercise)
    arguments = tuple(
        (a.name, _spelled(shapes[a.name], setting.shapes.get(a.name, a.axes), dims), meanings.get(a.name, ""))
        for a in contract.arguments
    )
    wanted = [_shape(axes, sizes) for axes in contract.results]
    results = tuple(
        ("result" if len(wanted) == 1 else f"result {i + 1}", dims.spell_shape(got), "") for i, got in enumerate(result)
    )
    remarks = [
        *_of_the_result(exercise, setting),
        *_of_arguments(contract, setting, shapes, sizes, meanings),
        *_of_sizes(contract, setting),
        *_of_operations(trace, dims),
        *_of_the_end(contract, setting, result, wanted, sizes, failure),
    ]
    return WhatIf(
        exercise=exercise.id,
        equation=_equation(exercise),
        sizes=listing([f"{name} = {size}" for name, size in setting.sizes.items()]),
        arguments=arguments,
        operations=tuple(_operations(trace, dims)),
        results=results,
        remarks=tuple(remarks),
        failed=failure is not None,
    )


def _parse(settings: Sequence[str], contract: Contract) -> _Setting:
    sizes: dict[str, int] = {}
    shapes: dict[str, tuple[str, ...]] = {}
    arguments = [argument.name for argument in contract.arguments]
    for text in settings:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or (name not in contract.dimensions and name not in arguments):
            raise UnknownName(f"`{text}` sets nothing of {contract.symbol}. {_known(contract)}")
        if name in contract.dimensions:
            sizes[name] = _size(value, text)
        else:
            axes = tuple(axis.strip() for axis in value.strip("() ").split(",") if axis.strip())
            shapes[name] = tuple(_axis(axis, text, contract) for axis in axes)
    return _Setting(sizes, shapes)


def _known(contract: Contract) -> str:
    arguments = ", ".join(argument.name for argument in contract.arguments)
    return f"Dimensions: {', '.join(contract.dimensions)} (--set {contract.dimensions[0]}=1). Arguments: {arguments}."


def _size(value: str, text: str) -> int:
    if not re.fullmatch(r"\d+", value) or not 1 <= int(value) <= _MAX_SIZE:
        raise UnknownName(f"`{text}`: a size is a whole number from 1 to {_MAX_SIZE}.")
    return int(value)


def _axis(axis: str, text: str, contract: Contract) -> str:
    """`h`, `2*h`, `4h`, `d+h`, `3`: as in an annotation."""
    written = re.sub(r"^(\d+)([A-Za-z_]\w*)$", r"\1*\2", axis.replace("·", "*"))
    unknown = [name for name in names_in(written) if name not in contract.dimensions]
    if unknown:
        raise UnknownName(f"`{text}`: there is no dimension `{unknown[0]}`. {_known(contract)}")
    numbers = [int(number) for number in re.findall(r"\b\d+\b", written)]
    if not re.fullmatch(_AXIS, written) or not all(1 <= number <= _MAX_SIZE for number in numbers):
        raise UnknownName(f"`{text}`: `{axis}` is no axis. Write a dimension, a number, or such as 2*h and d+h.")
    return written


def _free_sizes(contract: Contract, setting: _Setting) -> dict[str, int]:
    """Readable sizes for what was not set, none of them equal to one that was."""
    for seed in range(_SEED, _SEED + 50):
        sizes = choose_sizes(contract.dimensions, seed)
        if not set(setting.sizes.values()) & {size for name, size in sizes.items() if name not in setting.sizes}:
            return sizes
    return choose_sizes(contract.dimensions, _SEED)


def _shape(axes: Sequence[str], dims: Dimensions) -> Shape:
    return tuple(dims.size(axis) for axis in axes)


def _run(exercise: Exercise, shapes: Mapping[str, Shape]) -> tuple[Trace, list[Shape], Failure | None]:
    from reference.checked import unchecked

    reference = exercise.implementation()
    rng = torch.Generator().manual_seed(_SEED)
    arguments = {name: torch.randn(shape, generator=rng) for name, shape in shapes.items()}
    files = files_of(reference)
    tracer = Tracer(files)
    tracer.begin(arguments)
    try:
        with unchecked(), torch.no_grad(), tracer:
            result: Any = reference(**arguments)
    except Exception as error:
        return tracer.trace(), [], failure_of(error, files)
    return tracer.trace(), [tuple(each.shape) for each in (result if isinstance(result, tuple) else (result,))], None


def _operations(trace: Trace, dims: Dimensions) -> Iterator[ListedOperation]:
    """The sub-expressions of the equation in the order in which they run."""
    shown = [operation for operation in trace.operations if operation.kind in ("operation", "module", "write")]
    for index, operation in enumerate(shown):
        inner = [other.text for other in shown[:index]]
        for form in operation.forms:
            yield ListedOperation(
                text=short(operation.text, inner),
                expression=operation.text,
                shapes=form_in_names(operation, form, dims),
                times=form.times,
                note=_note(operation, form, dims),
                broadcast=bool(form.stretched),
                failed=operation.failed and not form.results,
            )


def _note(operation: Operation, form: Form, dims: Dimensions) -> str:
    if form.stretched:
        return stretched_in_words(form, dims)
    if operation.name in _ELEMENTWISE:
        return "elementwise"
    repeated = _repeated(form, dims)
    return f"repeated for each of {listing(repeated)}" if repeated else ""


def _repeated(form: Form, dims: Dimensions) -> list[str]:
    """The axes that a shorter operand, a bias say, is repeated over, as it is meant to be."""
    if len(form.operands) != 2 or not form.results or len(form.operands[1]) >= len(form.results[0]):
        return []
    first, second, result = form.operands[0], form.operands[1], form.results[0]
    if first != result or result[len(result) - len(second) :] != second:
        return []
    return [dims.spell(size) for size in result[: len(result) - len(second)] if size > 1]


def _spelled(shape: Shape, axes: Sequence[str], dims: Dimensions) -> str:
    """In the names that it is made of; a 1 stays a 1."""
    return dims.spell_shape(shape, tuple("1" if size == 1 else axis for axis, size in zip(axes, shape, strict=True)))


def _is_square(argument: Argument) -> bool:
    return len(argument.axes) == 2 and argument.axes[0] == argument.axes[1]


def _of_the_result(exercise: Exercise, setting: _Setting) -> Iterator[str]:
    """What the result means; where something was set, that is beside the point."""
    found = re.search(r"\*\*Returns\*\* ((?:.|\n(?!\n))*)", inspect.getdoc(exercise.implementation()) or "")
    if found and not setting.shapes:
        yield f"The result: {' '.join(found[1].split())}"


def _of_arguments(
    contract: Contract, setting: _Setting, shapes: Mapping[str, Shape], dims: Dimensions, meanings: Mapping[str, str]
) -> Iterator[str]:
    for argument in contract.arguments:
        if argument.name in setting.shapes and shapes[argument.name] != _shape(argument.axes, dims):
            wanted = axes_in_words(argument.axes)
            got = _spelled(shapes[argument.name], setting.shapes[argument.name], dims)
            meaning = meanings.get(argument.name, "")
            square = " It has to be square: as many numbers come out of a step as go into the next." * _is_square(
                argument
            )
            yield f"`{argument.name}` is {got} here. It should be {wanted}{f': {meaning}' if meaning else ''}.{square}"


def _of_sizes(contract: Contract, setting: _Setting) -> Iterator[str]:
    """A size of 1 is where learners ask whether the axis is still there."""
    for name in (name for name, size in setting.sizes.items() if size == 1):
        having = [a for a in contract.arguments if name in a.axes and a.name not in setting.shapes]
        if having:
            first = having[0]
            with_one = axes_in_words(["1" if axis == name else axis for axis in first.axes])
            without = axes_in_words([axis for axis in first.axes if axis != name])
            yield (
                f"With {name} = 1 the axis {name} is still there: `{first.name}` is {with_one}, "
                f"not {without} and not a single number."
            )


def _of_operations(trace: Trace, dims: Dimensions) -> Iterator[str]:
    for operation in trace.operations:
        for form in operation.forms:
            if form.stretched:
                index, axis = form.stretched[0]
                along = dims.spell(form.results[0][axis])
                yield (
                    f"In `{operation.text}` the operand of shape {dims.spell_shape(form.operands[index])} is stretched "
                    f"over {along}: a broadcast. Every place along {along} receives the same number, and nothing warns."
                )
                break
    for operation in trace.operations:
        if operation.name in _ELEMENTWISE and operation.forms and operation.forms[0].results:
            shape = dims.spell_shape(operation.forms[0].results[0])
            yield f"{operation.name} takes each number by itself: it changes the numbers and leaves the shape {shape}."
            break


def _of_the_end(
    contract: Contract,
    setting: _Setting,
    got: Sequence[Shape],
    wanted: Sequence[Shape],
    dims: Dimensions,
    failure: Failure | None,
) -> Iterator[str]:
    if failure is not None:
        yield finding_of(failure, "runs", dims).message.split("\n")[0]
        yield "So these shapes are impossible: PyTorch raises an error."
    elif list(got) != list(wanted):
        told = listing([dims.spell_shape(shape) for shape in got])
        yield f"It runs, and the result is {told} instead of {listing([axes_in_words(a) for a in contract.results])}."
    elif any(
        a.name in setting.shapes and _real(_shape(setting.shapes[a.name], dims)) != _real(_shape(a.axes, dims))
        for a in contract.arguments
    ):
        yield "It runs, and the result has its right shape all the same. The numbers are wrong."
    if not setting.sizes and not setting.shapes:
        wide = next((a for a in contract.arguments if len(a.axes) == 2), contract.arguments[0])
        axes = ",".join((*wide.axes[:-1], "1"))
        first = contract.dimensions[0]
        yield f"What if? trysquare shapes {contract.symbol} --set {first}=1, or --set {wide.name}={axes}"


def _real(shape: Shape) -> Shape:
    """Without leading ones, which change nothing."""
    return shape[next((place for place, size in enumerate(shape) if size != 1), len(shape)) :]


def _equation(exercise: Exercise) -> str:
    documentation = inspect.getdoc(exercise.implementation()) or exercise.title
    return documentation.split("\n\n")[0].replace("\n", " ").replace("`", "")


def _meanings(exercise: Exercise) -> dict[str, str]:
    """What each argument is, in the words of the reference's documentation."""
    documentation = inspect.getdoc(exercise.implementation()) or ""
    found = re.findall(r"^- `(\w+)`: `\([^`]*\)`, ((?:.|\n(?!\n|-))*)", documentation, flags=re.MULTILINE)
    return {name: " ".join(text.split()).rstrip(".") for name, text in found}
