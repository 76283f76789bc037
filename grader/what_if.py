"""What if? The shapes inside a reference, with sizes and shapes of the learner's choice."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from grader.contract import INT, Argument, Contract, contract_of
from grader.exercise import Exercise
from grader.judge.failures import finding_of
from grader.judge.words import axes_in_words, listing
from grader.listing import ELEMENTWISE, listed, note, size_along
from grader.milestones import files_of
from grader.plan import main_probe, takes_sizes
from grader.report import ListedOperation, WhatIf
from grader.setting import Setting, UnknownName, parse
from grader.worker.call import prepared
from grader.worker.dimensions import Dimensions, choose_sizes
from grader.worker.errors import failure_of
from grader.worker.probe import Failure, Probe, Value
from grader.worker.trace import Tracer
from grader.worker.traced import Form, Operation, Shape, Trace

_SEED = 8
_MAX_NUMBERS = 1 << 24
_SHOWN = 40
_SQUARE = " It has to be square: as many numbers come out of a step as go into the next."


def what_if(exercise: Exercise, settings: Sequence[str]) -> WhatIf:
    """Call the reference with these sizes and shapes, whatever it says to them, and tell what happens.

    **Arguments**

    - `settings`: `n=1`, `W_hh=h,1`, `X=T,n,d`: a size for a dimension, or axes for an argument.

    Raises:
        UnknownName: for a name that is no dimension and no argument, or a value that is no size.
    """
    contract = contract_of(exercise)
    if settings and not takes_sizes(exercise, contract):
        raise UnknownName(f"The inputs of {exercise.id} are not made from sizes: there is nothing to set.")
    setting = parse(settings, contract)
    probe = _probe(exercise, contract, setting)
    sizes = Dimensions(probe.sizes)
    dims = Dimensions({name: size for name, size in probe.sizes.items() if size > 1})  # what is set to 1 is told as 1
    function, arguments = prepared(exercise.implementation(), probe)
    told = tuple(_row(a, arguments[a.name], setting, dims) for a in contract.arguments if a.name in arguments)
    trace, results, failure = _run(exercise, function, arguments)
    meanings = _meanings(exercise)
    remarks = [
        *_of_the_result(exercise, setting),
        *_of_arguments(contract, setting, sizes, meanings),
        *_of_sizes(contract, setting),
        *_of_operations(trace, dims),
        *_of_the_end(contract, setting, results, sizes, failure),
        *_of_what_else(exercise, contract, settings),
    ]
    return WhatIf(
        exercise=exercise.id,
        equation=_equation(exercise),
        sizes=listing([f"{name} = {size}" for name, size in setting.sizes.items()]),
        arguments=tuple((name, shape, meanings.get(name, "")) for name, shape in told),
        operations=tuple(_operations(trace, dims)),
        results=tuple(
            ("result" if len(results) == 1 else f"result {i + 1}", _told(value, dims), "")
            for i, value in enumerate(results)
        ),
        remarks=tuple(remarks),
        failed=failure is not None,
    )


def _probe(exercise: Exercise, contract: Contract, setting: Setting) -> Probe:
    """One call with these sizes, and with numbers of any kind where a shape was set."""
    sizes = {**_free_sizes(contract, setting), **setting.sizes} if takes_sizes(exercise, contract) else {}
    shapes = {name: _shape(axes, Dimensions(sizes)) for name, axes in setting.shapes.items()}
    given = [_shape(setting.shapes.get(a.name, a.axes), Dimensions(sizes)) for a in contract.arguments if sizes]
    if sum(math.prod(shape) for shape in given) > _MAX_NUMBERS:
        raise UnknownName("These sizes make tensors of many millions of numbers. Smaller ones show the same shapes.")
    probe = main_probe(exercise, sizes)
    kinds = {argument.name: argument.kind for argument in contract.arguments}
    rng = torch.Generator().manual_seed(_SEED)
    others: dict[str, Value] = {
        name: torch.zeros(shape, dtype=torch.int64) if kinds[name] == INT else _like(probe, rng, shape)
        for name, shape in shapes.items()
    }
    return replace(probe, arguments={**probe.arguments, **others})


def _like(probe: Probe, rng: torch.Generator, shape: Shape) -> Tensor:
    dtype = next((t.dtype for t in probe.arguments.values() if isinstance(t, Tensor) and t.is_floating_point()), None)
    return torch.randn(shape, generator=rng, dtype=dtype)


def _row(argument: Argument, value: object, setting: Setting, dims: Dimensions) -> tuple[str, str]:
    """An argument and its shape, in the names that it is made of."""
    axes = setting.shapes.get(argument.name, argument.axes)
    if isinstance(value, Tensor) and len(axes) == value.ndim:
        return argument.name, _spelled(tuple(value.shape), axes, dims)
    return argument.name, _told(value, dims)


def _told(value: object, dims: Dimensions) -> str:
    """A shape, those of a list or a dictionary, or what else it is."""
    if isinstance(value, Tensor):
        return dims.spell_shape(tuple(value.shape))
    items: list[object] = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if items and all(isinstance(item, Tensor) for item in items):
        told = dict.fromkeys(_told(item, dims) for item in items)
        return f"{dims.spell(len(items))} × {next(iter(told))}" if len(told) == 1 else ", ".join(told)
    if isinstance(value, torch.Generator):
        return "a generator"
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _free_sizes(contract: Contract, setting: Setting) -> dict[str, int]:
    """Readable sizes for what was not set, none of them equal to one that was."""
    for seed in range(_SEED, _SEED + 50):
        sizes = choose_sizes(contract.dimensions, seed)
        if not set(setting.sizes.values()) & {size for name, size in sizes.items() if name not in setting.sizes}:
            return sizes
    return choose_sizes(contract.dimensions, _SEED)


def _shape(axes: Sequence[str], dims: Dimensions) -> Shape:
    return tuple(dims.size(axis) for axis in axes)


def _run(
    exercise: Exercise, function: Callable[[dict[str, Any]], object], arguments: dict[str, Any]
) -> tuple[Trace, list[object], Failure | None]:
    from reference.checked import unchecked

    files = files_of(exercise.implementation())
    tracer = Tracer(files)
    tracer.begin(arguments)
    try:
        with unchecked(), torch.enable_grad(), tracer:
            result = function(arguments)
    except Exception as error:
        return tracer.trace(), [], failure_of(error, files)
    return tracer.trace(), list(result) if isinstance(result, tuple) else [result], None


def _operations(trace: Trace, dims: Dimensions) -> Iterator[ListedOperation]:
    """The sub-expressions of the equation in the order in which they run."""
    return listed([each for each in trace.operations if each.kind in ("operation", "module", "write")], dims, _note)


def _note(operation: Operation, form: Form, dims: Dimensions) -> str:
    return note(operation, form, dims) or (
        f"repeated for each of {listing(repeated)}" if (repeated := _repeated(form, dims)) else ""
    )


def _repeated(form: Form, dims: Dimensions) -> list[str]:
    """The axes that a shorter operand, a bias say, is repeated over, as it is meant to be."""
    if len(form.operands) != 2 or not form.results or not 0 < len(form.operands[1]) < len(form.results[0]):
        return []
    first, second, result = form.operands[0], form.operands[1], form.results[0]
    if first != result or result[len(result) - len(second) :] != second:
        return []
    return [dims.spell(size) for size in result[: len(result) - len(second)] if size > 1]


def _spelled(shape: Shape, axes: Sequence[str], dims: Dimensions) -> str:
    """In the names that it is made of; a 1 stays a 1."""
    return dims.spell_shape(shape, tuple("1" if size == 1 else axis for axis, size in zip(axes, shape, strict=True)))


def _of_the_result(exercise: Exercise, setting: Setting) -> Iterator[str]:
    """What the result means; where something was set, that is beside the point."""
    found = re.search(r"\*\*Returns\*\* ((?:.|\n(?!\n))*)", inspect.getdoc(exercise.implementation()) or "")
    if found and not setting.shapes:
        yield f"The result: {' '.join(found[1].split())}"


def _of_arguments(contract: Contract, setting: Setting, dims: Dimensions, meanings: Mapping[str, str]) -> Iterator[str]:
    for argument in (a for a in contract.arguments if a.name in setting.shapes):
        shape = _shape(setting.shapes[argument.name], dims)
        if shape != _shape(argument.axes, dims):
            wanted, got = axes_in_words(argument.axes), _spelled(shape, setting.shapes[argument.name], dims)
            meaning = f": {meanings[argument.name]}" if argument.name in meanings else ""
            square = _SQUARE if len(argument.axes) == 2 and len(set(argument.axes)) == 1 else ""
            yield f"`{argument.name}` is {got} here. It should be {wanted}{meaning}.{square}"


def _of_sizes(contract: Contract, setting: Setting) -> Iterator[str]:
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
                along = dims.spell(size_along(form, axis))
                yield (
                    f"In `{operation.text}` the operand of shape {dims.spell_shape(form.operands[index])} is stretched "
                    f"over {along}: a broadcast. Every place along {along} receives the same number, and nothing warns."
                )
                break
    for operation in trace.operations:
        if operation.name in ELEMENTWISE and operation.forms and any(operation.forms[0].results[:1]):
            shape = dims.spell_shape(operation.forms[0].results[0])
            yield f"{operation.name} takes each number by itself: it changes the numbers and leaves the shape {shape}."
            break


def _of_the_end(
    contract: Contract, setting: Setting, got: Sequence[object], dims: Dimensions, failure: Failure | None
) -> Iterator[str]:
    if failure is not None:
        yield finding_of(failure, "runs", dims).message.split("\n")[0]
        yield "So these shapes are impossible: PyTorch raises an error."
        return
    others = [a for a in contract.arguments if a.name in setting.shapes]
    if all(_real(_shape(setting.shapes[a.name], dims)) == _real(_shape(a.axes, dims)) for a in others):
        return
    shapes = [tuple(value.shape) for value in got if isinstance(value, Tensor)]
    if shapes != [_shape(axes, dims) for axes in contract.results]:
        told = listing([dims.spell_shape(shape) for shape in shapes])
        yield f"It runs, and the result is {told} instead of {listing([axes_in_words(a) for a in contract.results])}."
    else:
        yield "It runs, and the result has its right shape all the same. The numbers are wrong."


def _of_what_else(exercise: Exercise, contract: Contract, settings: Sequence[str]) -> Iterator[str]:
    """What there is to try."""
    if settings or not contract.dimensions or not takes_sizes(exercise, contract):
        return
    square = next((a for a in contract.arguments if len(a.axes) == 2 and len(set(a.axes)) == 1), None)
    shape = f", or --set {square.name}={square.axes[0]},1" if square else ""
    yield f"What if? trysquare shapes {exercise.id} --set {contract.dimensions[0]}=1{shape}"


def _real(shape: Shape) -> Shape:
    """Without leading ones, which change nothing."""
    return shape[next((place for place, size in enumerate(shape) if size != 1), len(shape)) :]


def _equation(exercise: Exercise) -> str:
    documentation = inspect.getdoc(exercise.implementation()) or exercise.title
    return documentation.split("\n\n")[0].replace("\n", " ").replace("`", "")


def _meanings(exercise: Exercise) -> dict[str, str]:
    """What each argument is, in the words of the reference's documentation."""
    documentation = inspect.getdoc(exercise.implementation()) or ""
    found = re.findall(r"^- `(\w+)`: (?:`[^`]*`, )?((?:.|\n(?!\n|-))*)", documentation, flags=re.MULTILINE)
    return {name: " ".join(text.split()).rstrip(".") for name, text in found}
