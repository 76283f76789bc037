"""Value milestones: the first intermediate value of the reference that a submission never computes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from torch import Tensor

from grader.judge.evidence import Evidence
from grader.judge.lineage import EXCHANGES, PRODUCTS, VIEWS, Lineage, at
from grader.judge.suspects import suspect
from grader.judge.values import Values
from grader.judge.words import listing
from grader.listing import form_in_names
from grader.milestones import Milestone
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.traced import Form

_READABLE = 60


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
    values = Values.of((tensor, number) for number, event in enumerate(lineage.trace.events) for tensor in event.data)
    biases = [value for value in closer.probe.arguments.values() if isinstance(value, Tensor) and value.ndim == 1]
    found: dict[int, int] = {}
    for place, milestone in enumerate(evidence.milestones):
        customary = _with_bias(milestone.value, biases) if milestone.operation in PRODUCTS else ()
        for wanted in (milestone.value, *customary):
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
    parts = {seen.events[before] for before in milestone.after if before in seen.events}
    meet = any(parts <= lineage.inputs(number) for number in range(len(lineage.trace.events)))
    lines = [_what(seen, place, meet=meet)]
    event = _candidate(lineage, seen, place, list(closer.probe.arguments))
    finding = Finding("value", "missing_value", "", line=evidence.line)
    if event is not None:
        arguments = [value for value in closer.probe.arguments.values() if isinstance(value, Tensor)]
        culprit = suspect(lineage, event, [*arguments, *(each.value for each in seen.milestones)])
        finding, more = _at_fault(lineage, culprit, finding, closer.dims, milestone if culprit == event else None)
        lines += more
    return replace(finding, message="\n".join(lines))


def _at_fault(
    lineage: Lineage, event: int, finding: Finding, dims: Dimensions, milestone: Milestone | None
) -> tuple[Finding, list[str]]:
    """The finding at an event, and what to say of it: of a candidate for a milestone, or else of an operand of one."""
    if milestone is not None:
        event = _once_reduced(lineage, event, milestone.value.ndim)
    operation, form, shape = lineage.operation(event), lineage.form(event), lineage.shape(event)
    if operation is None or form is None or shape is None:
        return finding, []
    finding = replace(at(operation.place, finding, operation.text), shapes=form_in_names(operation, form, dims))
    if operation.name in ("reshape", "view") and _same_sizes(form) and form.operands[0] != shape:
        remark = f"`{operation.text}` keeps the order in memory: it does not exchange axes."
        return replace(finding, kind="wrong_order"), [remark]
    if operation.name in EXCHANGES | {"__get__"} and _same_sizes(form) and len(set(shape)) < len(shape):
        remark = f"`{operation.text}` exchanges two axes of the same size, which no shape can tell."
        return replace(finding, kind="transposed_axes"), [remark]
    if milestone is not None:
        return finding, _misshapen(milestone, shape, operation.text, dims)
    told = f"`{operation.text}`" if len(operation.text) <= _READABLE else f"What line {operation.place.line} makes"
    return finding, [f"{told}, {dims.spell_shape(shape)}, goes into it, and is neither an argument nor a right value."]


def _same_sizes(form: Form) -> bool:
    return bool(form.operands) and sorted(form.operands[0]) == sorted(form.results[0])


def _once_reduced(lineage: Lineage, event: int, axes: int) -> int:
    """A product by elements counts once it is summed: the sum is what should have the value."""
    shape = lineage.shape(event)
    while shape is not None and len(shape) > axes:
        following = [n for n in range(event + 1, len(lineage.trace.events)) if event in lineage.sources(n)]
        if not following:
            break
        event = following[0]
        shape = lineage.shape(event)
    return event


def _what(seen: Reached, place: int, *, meet: bool) -> str:
    milestone = seen.milestones[place]
    there = [seen.milestones[p].name for p in milestone.after if p in seen.events]
    beside = [m.name for p, m in enumerate(seen.milestones[:place]) if p in seen.events] if not there else []
    before = there or beside[-1:]
    names, verb = listing([f"`{name}`" for name in before]), "is" if len(before) == 1 else "are"
    if len(there) > 1 and not meet:
        return f"{names} {verb} there, but never come together in one `{milestone.name}`: which of them meet which?"
    if before:
        return f"{names} {verb} there, `{milestone.name}` is not: look at {milestone.made_by}."
    return f"`{milestone.name}` is not among the values that your code computes: look at {milestone.made_by}."


def _misshapen(milestone: Milestone, shape: tuple[int, ...] | None, text: str, dims: Dimensions) -> list[str]:
    if shape is None or sorted(shape) == sorted(milestone.value.shape) or len(text) > _READABLE:
        return []
    wanted = dims.spell_shape(tuple(milestone.value.shape))
    return [f"`{milestone.name}` is {wanted}, and `{text}` is {dims.spell_shape(shape)}."]


def _unused(evidence: Evidence, lineage: Lineage, seen: Reached) -> Finding | None:
    """The last milestone is there, and what is returned is something else."""
    last = len(seen.milestones) - 1
    found = seen.events[last]
    operation = lineage.operation(found)
    where = f" (line {operation.place.line})" if operation else ""
    following = [n for n in range(found + 1, len(lineage.trace.events)) if found in lineage.sources(n)]
    following = [n for n in following if lineage.shape(n) == lineage.shape(found)] or following
    then = next((each for n in following if (each := lineage.operation(n)) and each.name not in VIEWS), None)
    message = (
        f"Every intermediate value is there, up to `{seen.milestones[last].name}`{where}, and the result is another "
        "one: look at what happens to it afterwards, and at what is returned."
    )
    finding = Finding("value", "unused_value", message, line=evidence.line)
    return at(then.place, finding, then.text) if then is not None else finding


def _candidate(lineage: Lineage, seen: Reached, place: int, names: Sequence[str]) -> int | None:
    """The event of the submission that stands where the milestone should: the same inputs, and the same kind.

    Where there is none, the last of what it should be made of; or else whatever is made of the same inputs.
    """
    milestone = seen.milestones[place]
    wanted = {seen.events[before] for before in milestone.after if before in seen.events}
    wanted |= {-1 - names.index(name) for name in milestone.arguments if name in names}
    matched = set(seen.events.values())
    good = [
        number
        for number in range(len(lineage.trace.events))
        if (operation := lineage.operation(number)) is not None
        and operation.name not in VIEWS
        and wanted & lineage.inputs(number)
        and number not in wanted
    ]
    alike = [n for n in good if _alike(lineage, n, milestone)]
    parts = sorted(number for number in wanted if number >= 0)
    for group in (alike, parts, good):
        fresh = [number for number in group if number not in matched]
        if group:
            return fresh[0] if fresh else group[-1]
    return None


def _alike(lineage: Lineage, number: int, milestone: Milestone) -> bool:
    """Whether an event is of the kind that makes a milestone: a product, or of one operand, or of several."""
    operation, form = lineage.operation(number), lineage.form(number)
    if operation is None or form is None:
        return False
    if milestone.operation in PRODUCTS or operation.name in PRODUCTS:
        return operation.name in PRODUCTS and milestone.operation in PRODUCTS
    return (len(form.operands) > 1) == (len(milestone.after) + len(milestone.arguments) > 1)


def _is_opaque(lineage: Lineage, seen: Reached) -> bool:
    """Whether the work is done where no trace looks: then nothing can be said of what is missing."""
    operations = lineage.trace.operations
    hidden = any(operation.kind in ("module", "leaves") for operation in operations)
    hidden |= any(event.operation < 0 and event.data for event in lineage.trace.events)
    return hidden and not seen.events


def _with_bias(value: Tensor, biases: Sequence[Tensor]) -> Iterator[Tensor]:
    """A product with a bias already added counts as the product."""
    for bias in biases:
        if value.ndim >= 2 and bias.shape[0] == value.shape[-1]:
            yield value + bias
