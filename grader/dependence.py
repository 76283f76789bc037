"""What each output depends on: the norms of all blocks of the Jacobian, between steps and between batch rows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from grader.asking import OTHER_SHAPES, Ask, NoAnswer, ask_reference, asking
from grader.checker import Checker
from grader.contract import FLOAT, Argument, Contract, contract_of
from grader.exercise import Exercise, known_exercises
from grader.judge.evidence import leaves
from grader.numbers import quiet
from grader.plan import main_probe, takes_sizes
from grader.report import Dependence
from grader.sizes import BATCH, TIME
from grader.worker.probe import Observation, Probe

_SIZES = {TIME: 12, BATCH: 3, "d": 4}
_OTHER_SIZE = 2
_NOISE = 1e-12
_QUIET = 0.3
_SEED = 20
_MOST_NAMED = 3
Cells = tuple[tuple[int, int], ...]


class NoDependence(Exception):
    """There is no map to make. The message says why, and what there is instead."""


@dataclass(frozen=True, slots=True)
class _Question:
    """An input over time, and the result over time that may depend on it."""

    contract: Contract
    argument: Argument
    item: int

    @property
    def result(self) -> tuple[str, ...]:
        return self.contract.results[self.item]


@dataclass(frozen=True, slots=True)
class _Maps:
    """Squared norms, summed over all that is not asked about: `(T, T)` and, where there is a batch, `(n, n)`."""

    steps: Tensor
    rows: Tensor | None


def dependence_of(exercise: Exercise, checker: Checker | None = None, file: str | None = None) -> Dependence:
    """The Frobenius norms of `∂O_t/∂X_s`, of the reference or of a file, which the checker runs.

    Exact: one vector-Jacobian product for each number of the output, at T = 12, n = 3 and sizes of 2 to 4. What is
    zero in the reference and not in the file is marked.

    Raises:
        NoDependence: no output over time depends on an input over time here.
        NoAnswer: the file fails. UnusableFile, FileTooBig: there is no file to be asked.
    """
    question = _question(exercise)
    if question is None:
        raise NoDependence(
            f"In {exercise.id} no result over time depends on an input over time by gradients. Try {_those_that_do()}."
        )
    sizes = {name: _SIZES.get(name, _OTHER_SIZE) for name in question.contract.dimensions}
    probe = main_probe(exercise, sizes, _SEED)
    calm = {name: v if name.startswith("W") else quiet(v, _QUIET) for name, v in probe.arguments.items()}
    probe = replace(probe, arguments=calm, collect=("gradients",), draws=0)
    theirs: _Maps | None = None
    with asking(checker, Path(file), exercise, file) if checker is not None and file else nullcontext() as ask:
        if ask is not None:
            theirs = _maps(ask, probe, question)
    reference = _maps(lambda each: ask_reference(exercise, each), probe, question)
    shown = theirs or reference
    return Dependence(
        exercise=exercise.id,
        output="O",
        argument=question.argument.name,
        file=file if theirs is not None else None,
        steps=_numbers(shown.steps),
        rows=() if shown.rows is None else _numbers(shown.rows),
        marked_steps=_beyond(shown.steps, reference.steps),
        marked_rows=() if shown.rows is None or reference.rows is None else _beyond(shown.rows, reference.rows),
        remarks=tuple(_remarks(shown, reference, exercise, question.argument.name, file)),
    )


def _question(exercise: Exercise) -> _Question | None:
    contract = contract_of(exercise)
    if "gradient" not in exercise.weights or contract.constructor is not None or not takes_sizes(exercise, contract):
        return None
    arguments = [a for a in contract.arguments if a.kind == FLOAT and a.axes.count(TIME) == 1]
    kinds = zip(contract.results, contract.layout, strict=True)
    items = [i for i, (axes, kind) in enumerate(kinds) if kind == FLOAT and axes.count(TIME) == 1]
    return _Question(contract, arguments[0], items[0]) if arguments and items else None


def _those_that_do() -> str:
    return " or ".join([exercise.id for exercise in known_exercises() if _question(exercise) is not None][:3])


def _maps(ask: Ask, probe: Probe, question: _Question) -> _Maps:
    """Ask for the gradient of each number of the output, one by one."""
    output = probe.cotangents[question.item]
    steps = torch.zeros(probe.sizes[TIME], probe.sizes[TIME], dtype=torch.float64)
    has_rows = BATCH in question.result and BATCH in question.argument.axes
    rows = torch.zeros(probe.sizes[BATCH], probe.sizes[BATCH], dtype=torch.float64) if has_rows else None
    for place in range(output.numel()):
        basis = torch.zeros_like(output)
        basis.view(-1)[place] = 1
        cotangents = [torch.zeros_like(each) for each in probe.cotangents]
        cotangents[question.item] = basis
        seen = ask(replace(probe, cotangents=tuple(cotangents)))
        squares = _gradient(seen, probe, question).square()
        where = dict(zip(question.result, torch.unravel_index(torch.tensor(place), output.shape), strict=True))
        steps[where[TIME]] += _along(squares, question.argument.axes.index(TIME))
        if rows is not None:
            rows[where[BATCH]] += _along(squares, question.argument.axes.index(BATCH))
    return _Maps(steps, rows)


def _gradient(seen: Observation, probe: Probe, question: _Question) -> Tensor:
    """The gradient of one number; zeros where none arrives."""
    value, name = probe.arguments[question.argument.name], question.argument.name
    assert isinstance(value, Tensor)
    found = [leaf for leaf in leaves(seen.result) if leaf.item == question.item]
    if [leaf.shape for leaf in found] != [tuple(probe.cotangents[question.item].shape)]:
        raise NoAnswer(OTHER_SHAPES)
    gradient = (seen.gradients or {}).get(name)
    if gradient is None:
        return torch.zeros_like(value)
    if gradient.shape != value.shape or not gradient.is_floating_point():
        raise NoAnswer(f"The gradient of `{name}` is not like `{name}`.")  # a worker may send anything
    return gradient.double()


def _along(squares: Tensor, axis: int) -> Tensor:
    return squares.movedim(axis, 0).flatten(1).sum(1)


def _numbers(squares: Tensor) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in squares.sqrt().tolist())


def _beyond(squares: Tensor, others: Tensor) -> Cells:
    """The cells that are zero there and not here. What is next to nothing beside the largest is rounding."""
    largest = float(squares[squares.isfinite()].max()) if squares.isfinite().any() else 0.0
    mask = (others == 0) & (squares > _NOISE**2 * largest)  # NaN is told as such: it says nothing about a cell
    return tuple((int(t), int(s)) for t, s in mask.nonzero().tolist())


def _remarks(shown: _Maps, reference: _Maps, exercise: Exercise, name: str, file: str | None) -> Iterator[str]:
    if file is None:
        yield from _of_the_reference(shown, exercise, name)
        return
    marked = _beyond(shown.steps, reference.steps)
    missing = _beyond(reference.steps, shown.steps)
    if marked:
        yield f"Marked: {_named(marked, name)}. In the reference these are exactly zero."
    if missing:
        yield (
            f"Zero, and not so in the reference: {_named(missing, name, does='does not depend')}. Is something "
            "detached there, or never read?"
        )
    rows = () if shown.rows is None or reference.rows is None else _beyond(shown.rows, reference.rows)
    if rows:
        cells = ", ".join(f"row {i} depends on row {j}" for i, j in rows[:_MOST_NAMED])
        yield f"Marked in the batch: {cells}{_more(rows)}. The rows are independent sequences."
    if not shown.steps.isfinite().all():
        yield "Some norms are not finite, and are shown as `?`: a gradient overflows, or is not a number."
    elif not marked and not missing and not rows:
        yield "As in the reference: the same cells are zero."


def _of_the_reference(shown: _Maps, exercise: Exercise, name: str) -> Iterator[str]:
    """What shape the map has, and what that means."""
    nonzero = shown.steps > 0
    T = len(nonzero)
    if not nonzero.fill_diagonal_(fill_value=False).any():
        yield f"Each O[t] depends on its own {name}[t] only: no state is carried from step to step."
    elif exercise.cuts_gradients:
        yield (
            "Gradients are cut off between windows on purpose. The values still depend on all steps before, which "
            "derivatives cannot show here."
        )
    elif nonzero.triu(1).any():
        yield f"Each O[t] depends on later steps, too: something here reads {name} from its end."
    else:
        ratio = math.sqrt(float(shown.steps[T - 1, 0] / shown.steps[T - 1, T - 1]))
        yield (
            f"O[{T - 1}] depends on all of {name}[0] to {name}[{T - 1}], because the state hands on what it has read: "
            "the output of one step speaks for all steps before it. Nothing depends on later steps: those cells are "
            f"exactly zero. For O[{T - 1}] the first step counts {ratio:.2g} times as much as the last."
        )
    if shown.rows is not None and not (shown.rows > 0).fill_diagonal_(fill_value=False).any():
        yield "No row of the batch depends on another one: they are independent sequences."


def _named(cells: Cells, name: str, does: str = "depends") -> str:
    """`O[0] depends on X[1] to X[11], O[1] on X[2]`: the first outputs, with all that they depend on."""
    by_output: dict[int, list[int]] = {}
    for t, s in cells:
        by_output.setdefault(t, []).append(s)
    told = [(t, " and ".join(_runs(inputs, name))) for t, inputs in list(by_output.items())[:_MOST_NAMED]]
    words = [f"O[{t}] {f'{does} ' if i == 0 else ''}on {inputs}" for i, (t, inputs) in enumerate(told)]
    left = len(by_output) - len(told)
    return ", ".join(words) + (f" and {left} more like these" if left else "")


def _runs(places: list[int], name: str) -> Iterator[str]:
    """`X[1] to X[4]` for places that follow one another."""
    first = 0
    for i, place in enumerate(places):
        if i + 1 == len(places) or places[i + 1] != place + 1:
            yield f"{name}[{place}]" if i == first else f"{name}[{places[first]}] to {name}[{place}]"
            first = i + 1


def _more(cells: Cells) -> str:
    return f" and {len(cells) - _MOST_NAMED} more" if len(cells) > _MOST_NAMED else ""
