"""Gradients through a call in the sandbox: `backward` in a test asks the submission for its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from grader.testing.failure import SubmissionFailed
from grader.testing.returned import Part, Returned
from grader.worker.probe import Leaf

Products = Mapping[str, Tensor | None]
Pull = Callable[[Sequence[str], Sequence[Tensor]], Products]
"""Vector-Jacobian products by argument, for the kinds of the results and a cotangent for each."""

_NO_WAY_BACK = (
    "Gradients come back through tensors, tuples of them, and lists of tensors of one shape; not through a dictionary, "
    "nor through a tuple in a tuple. Return those tensors as results of their own, or do not use them in the loss."
)


@dataclass(frozen=True, slots=True)
class Followed:
    """A call whose results are to be followed back to the tensors of a test, by the names that the worker has."""

    found: Returned
    inputs: Mapping[str, Tensor]
    pull: Pull

    def made(self) -> object:
        """The results; those that autograd follows in the sandbox, it follows here."""
        tensors = {id(leaf): tensor for leaf, tensor in zip(self.found.leaves, self._tensors(), strict=True)}
        return self.found.made(lambda leaf: tensors[id(leaf)])

    def _tensors(self) -> Sequence[Tensor]:
        leaves = self.found.leaves
        if not self.inputs or not any(map(_is_followed, leaves)) or not torch.is_grad_enabled():
            return [numbers(leaf) for leaf in leaves]
        through: Any = _ThroughTheSandbox.apply
        return through(self, *self.inputs.values())

    def products(self, cotangents: Sequence[Tensor]) -> list[Tensor | None]:
        """For each of the inputs, in their order."""
        waiting = list(cotangents)
        asked = [_asked(part, [waiting.pop(0) for leaf in part.leaves if leaf.data is not None]) for part in self.parts]
        found = self.pull([kind for kind, _ in asked], [cotangent for _, cotangent in asked])
        return [_fitting(found.get(name), tensor, name) for name, tensor in self.inputs.items()]

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.found.parts


class _ThroughTheSandbox(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, followed: Followed, *inputs: Tensor) -> tuple[Tensor, ...]:
        ctx.followed = followed
        leaves = followed.found.leaves
        tensors = tuple(numbers(leaf) for leaf in leaves)
        unfollowed = [t for leaf, t in zip(leaves, tensors, strict=True) if not _is_followed(leaf)]
        ctx.mark_non_differentiable(*unfollowed)
        return tensors

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *grad_outputs: Tensor) -> tuple[Tensor | None, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
        return (None, *ctx.followed.products(grad_outputs))


def numbers(leaf: Leaf) -> Tensor:
    """A copy of what arrived."""
    assert leaf.data is not None
    return leaf.data.clone()


def _is_followed(leaf: Leaf) -> bool:
    return leaf.attached and leaf.data is not None and leaf.data.is_floating_point()


def _asked(part: Part, cotangents: Sequence[Tensor]) -> tuple[str, Tensor]:
    """How a result is asked for, and with which cotangent."""
    if len(part.leaves) == 1 and len(cotangents) == 1 and part.kind != "named":
        listed = part.word.startswith("a list")  # a list of one arrives stacked, too
        return "float", cotangents[0].unsqueeze(0) if listed else cotangents[0]
    if part.word.startswith("a list") and len({each.shape for each in cotangents}) == 1:
        return "float", torch.stack(list(cotangents))
    if any(bool(each.count_nonzero()) for each in cotangents):
        raise TypeError(_NO_WAY_BACK)
    return "value", torch.zeros(())


def _fitting(product: Tensor | None, tensor: Tensor, name: str) -> Tensor | None:
    """A worker may send anything."""
    if product is None:
        return None
    if product.shape != tensor.shape or not product.is_floating_point():
        raise SubmissionFailed(f"The gradient of {name} has not the shape of {name}.", kind="gradient")
    return product.to(tensor.dtype)
