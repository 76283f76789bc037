"""Find a tensor among many: as it is, as a part of one, or with its axes exchanged."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations

from torch import Tensor

from grader.judge.compare import equal

_MAX_AXES = 4
_SUM_TOLERANCE = 1e-6


@dataclass(slots=True)
class Values:
    """Traced values and their slices, by number of elements and sum, to be found quickly."""

    by_size: dict[int, list[tuple[float, int, int]]] = field(default_factory=dict[int, list[tuple[float, int, int]]])
    tensors: list[Tensor] = field(default_factory=list[Tensor])

    @classmethod
    def of(cls, tensors: Iterable[tuple[Tensor, int]]) -> Values:
        """Each tensor with the number that it is to be known by."""
        values = cls()
        for tensor, number in tensors:
            if tensor.is_floating_point() and tensor.numel():
                values._add(tensor.double(), number)
                for part in _slices(tensor.double()):
                    values._add(part, number)
        for entries in values.by_size.values():
            entries.sort()
        return values

    def _add(self, tensor: Tensor, event: int) -> None:
        total = float(tensor.sum())
        if math.isfinite(total):
            self.by_size.setdefault(tensor.numel(), []).append((total, event, len(self.tensors)))
            self.tensors.append(tensor)

    def find(self, wanted: Tensor) -> int | None:
        """The first event with such a value, in whatever arrangement."""
        wanted = wanted.double()
        entries = self.by_size.get(wanted.numel(), [])
        total = float(wanted.sum())
        margin = _SUM_TOLERANCE * (1 + float(wanted.abs().sum()))
        start = bisect_left(entries, (total - margin, -1, -1))
        found: list[int] = []
        for value, event, place in entries[start:]:
            if value > total + margin:
                break
            if same_numbers(self.tensors[place], wanted):
                found.append(event)
        return min(found, default=None)


def _slices(tensor: Tensor) -> Iterator[Tensor]:
    """Parts along each axis: steps of a sequence that was computed at once."""
    if tensor.ndim >= 3:
        for axis in range(min(tensor.ndim, _MAX_AXES)):
            if 1 < tensor.shape[axis] <= 64:
                yield from tensor.unbind(axis)


def same_numbers(got: Tensor, want: Tensor) -> bool:
    """Whether two tensors are equal as they are, with axes exchanged, or, of other axes, in the order of memory."""
    got, want = got.squeeze(), want.squeeze()
    if got.ndim == want.ndim and got.ndim <= _MAX_AXES:
        return any(
            equal(got.permute(order), want)
            for order in permutations(range(got.ndim))
            if got.permute(order).shape == want.shape
        )
    return equal(got.reshape(-1), want.reshape(-1))
