"""Find a tensor among many: as it is, as a part of one, in parts, or with its axes exchanged."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations

import torch
from torch import Tensor

from grader.judge.compare import equal

_MAX_AXES = 4
_MAX_PLACES = 64
_SUM_TOLERANCE = 1e-4
"""As much as sums of single-precision numbers may differ. What a sum finds is then compared in its own dtype."""


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
                values._add(tensor, number)
                for part in _slices(tensor):
                    values._add(part, number)
        for entries in values.by_size.values():
            entries.sort()
        return values

    def _add(self, tensor: Tensor, event: int) -> None:
        total = float(tensor.double().sum())
        if math.isfinite(total):
            self.by_size.setdefault(tensor.numel(), []).append((total, event, len(self.tensors)))
            self.tensors.append(tensor)

    def find(self, wanted: Tensor) -> int | None:
        """The first event with such a value, in whatever arrangement."""
        entries = self.by_size.get(wanted.numel(), [])
        total = float(wanted.double().sum())
        margin = _SUM_TOLERANCE * (1 + float(wanted.double().abs().sum()))
        start = bisect_left(entries, (total - margin, -1, -1))
        found: list[int] = []
        for value, event, place in entries[start:]:
            if value > total + margin:
                break
            if same_numbers(self.tensors[place], wanted):
                found.append(event)
        return min(found, default=None)

    def find_in_parts(self, wanted: Tensor) -> tuple[int, ...]:
        """The events whose values make it up: one, or one for each place along an axis; none if it is not there."""
        whole = self.find(wanted)
        if whole is not None:
            return (whole,)
        for axis in _axes_with_parts(wanted):
            events: list[int] = []
            for part in wanted.unbind(axis):
                event = self.find(part)
                if event is None:
                    break
                events.append(event)
            else:
                return tuple(events)
        return ()

    def missing_part(self, wanted: Tensor) -> Tensor | None:
        """Where it is not, as a mask, if it is there in part: some of its places along one axis."""
        for axis in _axes_with_parts(wanted):
            missing = torch.tensor([self.find(part) is None for part in wanted.unbind(axis)])
            if not missing.all():
                shape = [-1 if place == axis else 1 for place in range(wanted.ndim)]
                return missing.reshape(shape).expand(wanted.shape)
        return None


def _axes_with_parts(tensor: Tensor) -> Iterator[int]:
    """The axes whose places hold more than one number each: a single one could be anywhere."""
    for axis in range(min(tensor.ndim, _MAX_AXES)):
        if 1 < tensor.shape[axis] <= min(_MAX_PLACES, tensor.numel() // 2):
            yield axis


def _slices(tensor: Tensor) -> Iterator[Tensor]:
    """Parts along each axis: steps of a sequence that was computed at once."""
    if tensor.ndim >= 3:
        for axis in range(min(tensor.ndim, _MAX_AXES)):
            if 1 < tensor.shape[axis] <= _MAX_PLACES:
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
