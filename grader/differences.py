"""Finite differences: gradients checked without trusting autograd, as `verify` does with every reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from grader.answers import Answers
from grader.exercise import Exercise
from grader.plan import FLOAT32, with_dtype
from grader.worker.call import observe, prepared
from grader.worker.instances import named_tensors
from grader.worker.probe import Observation, Probe
from grader.worker.results import arrange, is_tensor

_STEP = 1e-6
_TOLERANCE = 1e-4
"""Differences of double precision are good for six digits or so; a wrong gradient differs in the first."""


def wrong_gradients(exercise: Exercise, answers: Answers) -> Iterator[str]:
    """Sentences about gradients of the reference that its values do not bear out, the first of each argument.

    Two kinds: what autograd makes of the reference, where the exercise is graded on gradients; and gradients that the
    reference returns, where the exercise's inputs tell by `loss` what they are gradients of.
    """
    told: set[str] = set()
    for probe in (each for each in answers.plan.probes if each.id != FLOAT32):
        for name, sentence in _found(exercise, answers.reference, with_dtype(probe, torch.float64)):
            if name not in told:
                told.add(name)
                yield f"{sentence}, on `{probe.id}`"


def _found(exercise: Exercise, reference: Callable[..., object], probe: Probe) -> Iterator[tuple[str, str]]:
    expected = observe(reference, replace(probe, collect=("gradients",) if "gradients" in probe.collect else ()))
    if expected.gradients is not None and not exercise.cuts_gradients:
        for name, gradient in expected.gradients.items():
            if name not in exercise.open_gradients and not _borne_out(gradient, _of_probe(reference, probe, name)):
                yield name, f"the gradient of `{name}` is not what finite differences say"
    inputs = exercise.inputs()
    if hasattr(inputs, "loss"):
        loss, points = inputs.loss(dict(probe.arguments))
        yield from _by_hand(loss, points, expected)


def _by_hand(
    loss: Callable[..., Tensor], points: Mapping[str, Tensor], expected: Observation
) -> Iterator[tuple[str, str]]:
    """Gradients that a reference returns, beside autograd's and beside finite differences."""
    assert expected.result is not None
    leaves = [point.clone().requires_grad_() for point in points.values()]
    of_autograd = torch.autograd.grad(loss(*leaves), leaves)
    for index, (name, leaf) in enumerate(zip(points, expected.result.leaves, strict=True)):
        assert leaf.data is not None
        if not torch.allclose(leaf.data, of_autograd[index], rtol=1e-6, atol=1e-9):
            yield name, f"the gradient of `{name}` is not what autograd says"
        values = [point.clone() for point in points.values()]
        if not _borne_out(leaf.data, _Slope(values[index], lambda values=values: loss(*values))):
            yield name, f"the gradient of `{name}` is not what finite differences say"


class _Slope:
    """How fast a number changes with a tensor that it is computed from: `value` reads the tensor as it is then."""

    def __init__(self, tensor: Tensor, value: Callable[[], Tensor]) -> None:
        self.tensor = tensor
        self.value = value

    def along(self, direction: Tensor) -> float:
        """The central difference `(f(x + εv) − f(x − εv)) / 2ε`. The tensor is put back."""
        before = self.tensor.detach().clone()
        step = _STEP * max(1.0, float(before.abs().max()) ** 0.5)
        sides: list[float] = []
        with torch.no_grad():
            for sign in (1, -1):
                self.tensor.copy_(before + sign * step * direction)
                sides.append(float(self.value()))
            self.tensor.copy_(before)
        return (sides[0] - sides[1]) / (2 * step)


def _borne_out(gradient: Tensor | None, slope: _Slope) -> bool:
    """Whether the slope along a random direction is that of the gradient; None is a gradient of zeros."""
    if not slope.tensor.numel():
        return True
    rng = torch.Generator().manual_seed(0)
    direction = torch.randn(slope.tensor.shape, generator=rng, dtype=torch.float64)
    said = float((gradient * direction).sum()) if gradient is not None else 0.0
    size = float(gradient.norm() * direction.norm()) if gradient is not None else 0.0
    return abs(slope.along(direction) - said) <= _TOLERANCE * (size + 1e-2)


def _of_probe(reference: Callable[..., object], probe: Probe, name: str) -> _Slope:
    """The weighted sum of the reference's results, as one argument or parameter changes."""
    function, arguments = prepared(reference, probe)
    tensors: dict[str, Any] = dict(named_tensors({**arguments, **function.parameters}))

    def value() -> Tensor:
        items, _, _ = arrange(function(arguments), probe.layout)
        terms = [
            (each.value * probe.cotangents[each.index]).sum()
            for each in items
            if is_tensor(each.value) and each.value.is_floating_point()
        ]
        return torch.stack(terms).sum()

    return _Slope(tensors[name], value)
