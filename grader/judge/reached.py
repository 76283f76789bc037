"""Which intermediate values of the reference a submission has computed, and which it has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from torch import Tensor

from grader.judge.evidence import Evidence
from grader.judge.lineage import PRODUCTS, VIEWS, Lineage
from grader.judge.values import Values
from grader.milestones import Milestone
from grader.worker.instances import named_tensors
from grader.worker.probe import Probe, Value


@dataclass(frozen=True, slots=True)
class Reached:
    """Which milestones a trace has.

    - `events`: by the place of a milestone, the event with which its value is complete. `in_parts`: the places of those
      that no event has as a whole.
    - `right`: the events that have part in one of them. Nothing went wrong there.
    - `values`: all that were traced. `arguments`: the names of the probe's. `biases`: those of one axis, as negative
      numbers.
    """

    milestones: tuple[Milestone, ...] = ()
    events: Mapping[int, int] = field(default_factory=dict[int, int])
    in_parts: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()
    values: Values = field(default_factory=Values)
    arguments: tuple[str, ...] = ()
    biases: frozenset[int] = frozenset()

    def first_missing(self, *, complete: bool) -> int | None:
        """The first that is not there, though nothing that comes from it is there either.

        Where values were left out, only what lies before something found counts. And a way of computing that does
        without one of them at one step does without its like at every other.
        """
        needed = self._ancestors_of_found()
        without = {self.milestones[place].made_by for place in needed if place not in self.events}
        for place, milestone in enumerate(self.milestones):
            if place not in self.events and place not in needed and milestone.made_by not in without:
                later = any(found > place for found in self.events)
                return place if complete or later else None
        return None

    def ingredients(self, place: int) -> frozenset[int]:
        """What a milestone is made of: events and, as negative numbers, arguments. Milestones that are not there
        are seen through."""
        found, seen, waiting = set[int](), {place}, [place]
        while waiting:
            milestone = self.milestones[waiting.pop()]
            found |= {-1 - self.arguments.index(name) for name in milestone.arguments if name in self.arguments}
            found |= {self.events[before] for before in milestone.after if before in self.events}
            new = {before for before in milestone.after if before not in self.events} - seen
            seen |= new
            waiting += new
        return frozenset(found)

    def may_be_hidden(self, lineage: Lineage, place: int) -> bool:
        """Whether a milestone may be where no trace looks, in compiled code, a kernel or NumPy: nothing is certain."""
        trace = lineage.trace
        leaves = [operation for operation in trace.operations if operation.kind == "leaves"]
        unseen = any(event.operation < 0 and event.data for event in trace.events)
        modules = any(operation.kind == "module" for operation in trace.operations)
        if (leaves or unseen or modules) and not self.events:
            return True
        if any(_is_large(shape) for operation in leaves for form in operation.forms for shape in form.operands[:1]):
            return True
        wanted, size = self.ingredients(place), self.milestones[place].value.numel()
        last = max((number for number, event in enumerate(trace.events) if event.data), default=-1)
        later = range(max(wanted, default=-1) + 1, last + 1)
        return any(_may_hide(lineage, number, wanted, size) for number in later if number not in self.right)

    def _ancestors_of_found(self) -> set[int]:
        waiting, seen = list(self.events), set[int]()
        while waiting:
            for before in self.milestones[waiting.pop()].after:
                if before not in seen:
                    seen.add(before)
                    waiting.append(before)
        return seen


def reached(evidence: Evidence) -> Reached:
    """Match the traced values with the milestones: as they are, as slices, in parts, rearranged, or with a bias."""
    lineage, closer = evidence.lineage, evidence.closer
    if lineage is None or closer is None:
        return Reached()
    values = Values.of((tensor, number) for number, event in enumerate(lineage.trace.events) for tensor in event.data)
    given = given_to(closer.probe)
    biases = {-1 - place: value for place, value in enumerate(given.values()) if _is_bias(value)}
    parts: dict[int, tuple[int, ...]] = {}
    for place, milestone in enumerate(evidence.milestones):
        found = (values.find_in_parts(wanted) for wanted in customary(milestone, list(biases.values())))
        parts[place] = next((events for events in found if events), ())
    events = {place: max(numbers) for place, numbers in parts.items() if numbers}
    right = lineage.leads_to(number for numbers in parts.values() for number in numbers)
    in_parts = frozenset(place for place, numbers in parts.items() if len(numbers) > 1)
    return Reached(evidence.milestones, events, in_parts, right, values, tuple(given), frozenset(biases))


def given_to(probe: Probe) -> dict[str, Value]:
    """What goes into a call, in the order of its trace: the arguments, and the parameters of an object."""
    return {**probe.arguments, **probe.parameters}


def tensors_of(given: Mapping[str, Value]) -> list[Tensor]:
    """The floating tensors that go into a call."""
    return [tensor for _, tensor in named_tensors(given) if tensor.is_floating_point()]


def customary(milestone: Milestone, biases: Sequence[Tensor]) -> Iterator[Tensor]:
    """The values that count as a milestone: its own; and of a product also that with a bias already added."""
    yield milestone.value
    if milestone.operation in PRODUCTS and milestone.value.ndim >= 2:
        yield from (milestone.value + bias for bias in biases if bias.shape[0] == milestone.value.shape[-1])


def _is_bias(value: Value) -> TypeGuard[Tensor]:
    return isinstance(value, Tensor) and value.is_floating_point() and value.ndim == 1


def _may_hide(lineage: Lineage, number: int, wanted: frozenset[int], size: int) -> bool:
    """Whether an event is a computation of its own, unseen, that takes all that a milestone is made of."""
    event, operation = lineage.event(number), lineage.operation(number)
    if event is None:
        return False
    if event.operation < 0:
        comes_from_nowhere = not event.sources and any(t.numel() >= size and t.numel() % size == 0 for t in event.data)
        return bool(event.data) and (comes_from_nowhere or (bool(event.sources) and wanted <= lineage.inputs(number)))
    if operation is None or event.data or operation.name in VIEWS or operation.kind == "write":
        return False
    return bool(wanted & lineage.inputs(number))  # its values could not be kept, as inside `vmap`


def _is_large(shape: Sequence[int]) -> bool:
    """Whether a tensor has more than one number."""
    return any(size > 1 for size in shape)
