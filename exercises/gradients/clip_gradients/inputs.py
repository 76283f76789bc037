"""Lists of gradients and the norm that they may keep.

The norms are 1 or more where something is clipped, so that a constant of 1e-6 in the denominator is within tolerance.
A gradient that is zero altogether is left out: there `theta / norm` is open to interpretation.
"""

from collections.abc import Iterator

import torch
from torch import Tensor


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """Lists that are long, short, and just long enough; of one tensor and of many; of every number of axes."""

    def normal(*shape: int) -> Tensor:
        return torch.randn(shape, generator=rng, dtype=torch.float64)

    def number(*values: float) -> Tensor:
        return torch.tensor(values, dtype=torch.float64)

    def of_a_network() -> list[Tensor]:
        return [normal(28, 16), normal(16, 16), normal(16), normal(16, 28), normal(28)]

    def with_norm(norm: float, *tensors: Tensor) -> list[Tensor]:
        length = torch.sqrt(torch.stack([(tensor**2).sum() for tensor in tensors]).sum())
        return [tensor * norm / length for tensor in tensors]

    yield "the norm is larger than theta", _arguments(of_a_network(), 1.0)
    yield "there are two tensors with the norms 3 and 4", _arguments([number(3.0, 0.0)[None], number(-4.0)], 2.5)
    yield "the norm is smaller than theta", _arguments(of_a_network(), 100.0)
    yield "the norm is 5 and theta is 10", _arguments([number(3.0, 0.0)[None], number(-4.0)], 10.0)
    yield "the norm equals theta", _arguments([number(3.0), number(4.0)], 5.0)
    yield "the norm is a little larger than theta", _arguments(with_norm(4.1, normal(3, 2), normal(2)), 4.0)
    yield "the norm is a little smaller than theta", _arguments(with_norm(3.9, normal(3, 2), normal(2)), 4.0)
    yield "there is only one tensor", _arguments([normal(6, 5)], 1.5)
    yield "there are many tensors", _arguments([normal(2, 3) for _ in range(30)], 2.0)
    yield "some tensors are single numbers, without an axis", _arguments([normal(2, 2), 3 * normal(), normal()], 0.9)
    yield "a tensor has three axes", _arguments([normal(2, 3, 4), normal(4)], 1.2)
    yield "one of the tensors holds only zeros", _arguments([normal(4, 3), torch.zeros(3).double()], 0.7)
    yield (
        "each tensor is shorter than theta, and all of them together are longer",
        _arguments([with_norm(3.0, normal(2, 2))[0] for _ in range(4)], 5.0),
    )
    yield (
        "one tensor is longer than theta, and the others are shorter",
        _arguments([*with_norm(6.0, normal(3, 3)), *with_norm(0.5, normal(3)), *with_norm(0.25, normal(2))], 2.0),
    )
    yield (
        "every number lies between -theta and theta, and the norm is larger",
        _arguments([normal(10, 10).clamp(-2.5, 2.5), normal(10).clamp(-2.5, 2.5)], 3.0),
    )
    yield "theta is less than 1", _arguments([normal(5, 4), normal(4)], 0.25)
    yield "the norm is less than 1, and theta is more", _arguments(with_norm(0.5, normal(3, 3), normal(3)), 2.0)
    yield "the norm is less than theta, and both are less than 1", _arguments(with_norm(0.2, normal(3, 3)), 0.4)
    yield "all numbers are negative", _arguments([-normal(3, 4).abs(), -normal(4).abs()], 1.1)
    yield "the gradients explode", _arguments([1e4 * normal(4, 4), 1e3 * normal(4)], 5.0)


def _arguments(gradients: list[Tensor], theta: float) -> dict[str, object]:
    return {"gradients": gradients, "theta": theta}
