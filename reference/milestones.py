"""Milestones: the intermediate values that a reference names, for whoever listens."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Milestone:
    """An intermediate value: its name as the equation has it, `H_2 W_hh`, and what makes it, in words of a hint."""

    name: str
    value: Tensor
    made_by: str


_listener: ContextVar[list[Milestone] | None] = ContextVar("listener", default=None)


def milestone(name: str, value: Tensor, made_by: str) -> None:
    """Name an intermediate value. Costs nothing unless somebody listens.

    **Arguments**

    - `name`: as the equation has it.
    - `value`: of any shape.
    - `made_by`: what to look at when a solution does not have this value, though it has those before.

    >>> import torch
    >>> with listening() as found:
    ...     milestone("X W", torch.ones(2, 3) @ torch.ones(3, 4), "the product")
    >>> [(each.name, tuple(each.value.shape)) for each in found]
    [('X W', (2, 4))]
    """
    found = _listener.get()
    if found is not None:
        found.append(Milestone(name, value, made_by))


@contextmanager
def listening() -> Generator[list[Milestone]]:
    """Collect the milestones of the references that are called inside, in the order of time."""
    found: list[Milestone] = []
    token = _listener.set(found)
    try:
        yield found
    finally:
        _listener.reset(token)
