"""Value milestones: the first intermediate value of the reference that a submission never computes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations

from torch import Tensor

from grader.judge.compare import equal
from grader.judge.evidence import Evidence
from grader.judge.lineage import PRODUCTS, Lineage, at
from grader.judge.words import listing
from grader.listing import form_in_names
from grader.milestones import Milestone
from grader.report import Finding
from grader.worker.dimensions import Dimensions

_MAX_AXES = 4
_SUM_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Reached:
    """Which milestones a trace has, by their place, and the event whose value equals each."""

    milestones: tuple[Milestone, ...]
    events: dict[int, int]

    def first_missing(self, *, complete: bool) -> int | None:
        """The first that is not there, though nothing that comes from it is there either.

        Where values were left out, only what lies before something found counts.
        """
        needed = self._ancestors_of_found()
        for place in range(len(self.milestones)):
            if place not in self.events and place not in needed:
                later = any(found > place for found in self.events)
                return place if complete or later else None
        return None

    def _ancestors_of_found(self) -> set[int]:
        waiting, seen = list(self.events), set[int]()
        while waiting:
            for before in self.milestones[waiting.pop()].after:
                if before not in seen:
                    seen.add(before)
                    waiting.append(before)
        return seen


def reached(evidence: Evidence) -> Reached:
    """Match the traced values with the milestones: as they are, as slices, in another arrangement, or with a bias."""
    lineage, closer = evidence.lineage, evidence.closer
    if lineage is None or closer is None:
        return Reached((), {})
    values = _Values.of(lineage)
    biases = [value for value in closer.probe.arguments.values() if isinstance(value, Tensor) and value.ndim == 1]
    found: dict[int, int] = {}
    for place, milestone in enumerate(evidence.milestones):
        for wanted in (milestone.value, *_with_bias(milestone.value, biases)):
            if (event := values.find(wanted)) is not None:
                found[place] = event
                break
    return Reached(evidence.milestones, found)


def missing_value(evidence: Evidence, seen: Reached) -> Finding | None:
    """What to look at: the first milestone that is missing, beside those that are there."""
    lineage, closer = evidence.lineage, evidence.closer
    if lineage is None or closer is None or not seen.milestones or _is_opaque(lineage, seen):
        return None
    place = seen.first_missing(complete=lineage.trace.complete)
    if place is None:
        return _unused(evidence, lineage, seen) if len(seen.milestones) - 1 in seen.events else None
    milestone = seen.milestones[place]
    lines = [_what(seen, place)]
    event = _candidate(lineage, seen, place, list(closer.probe.arguments))
    finding = Finding("value", "missing_value", "", line=evidence.line)
    if event is not None and (operation := lineage.operation(event)) and (form := lineage.form(event)):
        finding = at(operation.place, finding, operation.text)
        lines += _misshapen(milestone, lineage.shape(event), operation.text, closer.dims)
        finding = replace(finding, shapes=form_in_names(operation, form, closer.dims))
    return replace(finding, message="\n".join(lines))


def _what(seen: Reached, place: int) -> str:
    milestone = seen.milestones[place]
    there = [seen.milestones[p].name for p in milestone.after if p in seen.events]
    beside = [m.name for p, m in enumerate(seen.milestones[:place]) if p in seen.events] if not there else []
    before = there or beside[-1:]
    if before:
        verb = "is" if len(before) == 1 else "are"
        names = listing([f"`{name}`" for name in before])
        return f"{names} {verb} there, `{milestone.name}` is not: look at {milestone.made_by}."
    return f"`{milestone.name}` is not among the values that your code computes: look at {milestone.made_by}."


def _misshapen(milestone: Milestone, shape: tuple[int, ...] | None, text: str, dims: Dimensions) -> list[str]:
    if shape is None or sorted(shape) == sorted(milestone.value.shape) or len(text) > 60:
        return []
    wanted = dims.spell_shape(tuple(milestone.value.shape))
    return [f"`{milestone.name}` is {wanted}, and `{text}` is {dims.spell_shape(shape)}."]


def _unused(evidence: Evidence, lineage: Lineage, seen: Reached) -> Finding | None:
    """The last milestone is there, and what is returned is something else."""
    last = len(seen.milestones) - 1
    operation = lineage.operation(seen.events[last])
    where = f" (line {operation.place.line})" if operation else ""
    message = (
        f"Every intermediate value is there, up to `{seen.milestones[last].name}`{where}, and the result is another "
        "one: look at what happens to it afterwards, and at what is returned."
    )
    return Finding("value", "unused_value", message, line=evidence.line)


def _candidate(lineage: Lineage, seen: Reached, place: int, names: Sequence[str]) -> int | None:
    """The event of the submission that stands where the milestone should: same inputs, and the same kind, if any."""
    milestone = seen.milestones[place]
    wanted = {seen.events[before] for before in milestone.after if before in seen.events}
    wanted |= {-1 - names.index(name) for name in milestone.arguments if name in names}
    matched = set(seen.events.values())
    good = [
        number
        for number in range(len(lineage.trace.events))
        if lineage.operation(number) is not None and wanted & lineage.inputs(number) and number not in wanted
    ]
    alike = [n for n in good if _alike(lineage, n, milestone)]
    for group in (alike, good):
        fresh = [number for number in group if number not in matched]
        if group:
            return fresh[0] if fresh else group[-1]
    return None


def _alike(lineage: Lineage, number: int, milestone: Milestone) -> bool:
    operation = lineage.operation(number)
    if operation is None:
        return False
    return (operation.name in PRODUCTS) == (milestone.operation in PRODUCTS)


def _is_opaque(lineage: Lineage, seen: Reached) -> bool:
    """Whether the work is done where no trace looks: then nothing can be said of what is missing."""
    operations = lineage.trace.operations
    hidden = any(operation.kind in ("module", "leaves") for operation in operations)
    hidden |= any(event.operation < 0 and event.data for event in lineage.trace.events)
    return not seen.events and (hidden or not any(operation.name in PRODUCTS for operation in operations))


@dataclass(slots=True)
class _Values:
    """Traced values and their slices, by number of elements and sum, to be found quickly."""

    by_size: dict[int, list[tuple[float, int, int]]] = field(default_factory=dict[int, list[tuple[float, int, int]]])
    tensors: list[Tensor] = field(default_factory=list[Tensor])

    @classmethod
    def of(cls, lineage: Lineage) -> _Values:
        values = cls()
        for number, event in enumerate(lineage.trace.events):
            for tensor in event.data:
                if tensor.is_floating_point() and tensor.numel():
                    values._add(tensor.double(), number)
                    for part in _slices(tensor.double()):
                        values._add(part, number)
        for entries in values.by_size.values():
            entries.sort()
        return values

    def _add(self, tensor: Tensor, event: int) -> None:
        total = float(tensor.sum())
        if total == total and abs(total) != float("inf"):
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
            if _same_numbers(self.tensors[place], wanted):
                found.append(event)
        return min(found, default=None)


def _slices(tensor: Tensor) -> Iterator[Tensor]:
    """Parts along each axis: steps of a sequence that was computed at once."""
    if tensor.ndim >= 3:
        for axis in range(min(tensor.ndim, _MAX_AXES)):
            if 1 < tensor.shape[axis] <= 64:
                yield from tensor.unbind(axis)


def _with_bias(value: Tensor, biases: Sequence[Tensor]) -> Iterator[Tensor]:
    """A product with a bias already added counts as the product."""
    for bias in biases:
        if value.ndim >= 2 and bias.shape[0] == value.shape[-1]:
            yield value + bias


def _same_numbers(got: Tensor, want: Tensor) -> bool:
    got, want = got.squeeze(), want.squeeze()
    if got.ndim == want.ndim and got.ndim <= _MAX_AXES:
        return any(
            equal(got.permute(order), want)
            for order in permutations(range(got.ndim))
            if got.permute(order).shape == want.shape
        )
    return equal(got.reshape(-1), want.reshape(-1))
