"""Value milestones: the first intermediate value of the reference that a submission never computes."""

from __future__ import annotations

from dataclasses import replace

from torch import Tensor

from grader.judge.candidates import candidate, stands_for
from grader.judge.evidence import Evidence
from grader.judge.lineage import CARRIES, EXCHANGES, Lineage, at
from grader.judge.reached import Reached, customary, given_to, tensors_of
from grader.judge.suspects import Known, suspect
from grader.judge.values import Values
from grader.judge.words import listing
from grader.judge.words import place as place_in_words
from grader.listing import form_in_names
from grader.milestones import Milestone
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.traced import Form

_READABLE = 60
_MOST_STEPS = 8


def missing_value(evidence: Evidence, seen: Reached) -> Finding | None:
    """What to look at: the first milestone that is missing, beside those that are there."""
    lineage, closer = evidence.lineage, evidence.closer
    if lineage is None or closer is None or not seen.milestones:
        return None
    place = seen.first_missing(complete=lineage.trace.complete)
    if place is None:
        return _unused(evidence, lineage, seen) if len(seen.milestones) - 1 in seen.events else None
    if seen.may_be_hidden(lineage, place):
        return None
    event = candidate(lineage, seen, place)
    place = stands_for(lineage, seen, place, event) if event is not None else place
    partly = seen.values.missing_part(seen.milestones[place].value)
    told = _what(lineage, seen, place, closer.dims, partly)
    finding = Finding("value", "missing_value", told, line=evidence.line)
    if event is None:
        return finding
    culprit = suspect(_known(evidence, lineage, seen), event)
    if culprit != event:
        return _at_fault(lineage, culprit, finding, closer.dims, None)
    comparable = partly is None and not seen.in_parts & set(seen.milestones[place].after)
    return _at_fault(lineage, event, finding, closer.dims, seen.milestones[place], comparable=comparable)


def _known(evidence: Evidence, lineage: Lineage, seen: Reached) -> Known:
    assert evidence.closer is not None
    arguments = tensors_of(given_to(evidence.closer.probe))
    biases = [value for value in arguments if value.ndim == 1]
    made = [value for milestone in seen.milestones for value in customary(milestone, biases)]
    return Known(lineage, seen.right, Values.of((t, 0) for t in arguments), Values.of((t, 0) for t in made))


def _at_fault(
    lineage: Lineage,
    event: int,
    finding: Finding,
    dims: Dimensions,
    milestone: Milestone | None,
    *,
    comparable: bool = False,
) -> Finding:
    """The finding at an event, with what there is to say of it: of a candidate for a milestone, or else of an operand
    of one. `comparable`: the candidate should have the milestone's shape."""
    if milestone is not None:
        event = _once_reduced(lineage, event, milestone.value.ndim)
    operation, form, shape = lineage.operation(event), lineage.form(event), lineage.shape(event)
    if operation is None or form is None or shape is None:
        return finding
    finding = replace(at(operation.place, finding, operation.text), shapes=form_in_names(operation, form, dims))
    remark = ""
    if operation.name in ("reshape", "view") and _same_sizes(form) and form.operands[0] != shape:
        finding = replace(finding, kind="wrong_order")
        remark = f"`{operation.text}` keeps the order in memory: it does not exchange axes."
    elif operation.name in EXCHANGES | {"__get__"} and _same_sizes(form) and len(set(shape)) < len(shape):
        finding = replace(finding, kind="transposed_axes")
        remark = f"`{operation.text}` exchanges two axes of the same size, which no shape can tell."
    elif milestone is None:
        what = f"`{operation.text}`" if len(operation.text) <= _READABLE else f"What line {operation.place.line} makes"
        remark = f"{what}, {dims.spell_shape(shape)}, goes into it, and is neither an argument nor a right value."
    elif comparable and sorted(shape) != sorted(milestone.value.shape) and len(operation.text) <= _READABLE:
        wanted = dims.spell_shape(tuple(milestone.value.shape))
        remark = f"`{milestone.name}` is {wanted}, and `{operation.text}` is {dims.spell_shape(shape)}."
    return replace(finding, message="\n".join(filter(None, (finding.message, remark))))


def _same_sizes(form: Form) -> bool:
    return bool(form.operands) and sorted(form.operands[0]) == sorted(form.results[0])


def _once_reduced(lineage: Lineage, event: int, axes: int) -> int:
    """A product by elements counts once it is summed: the sum is what should have the value."""
    for _ in range(_MOST_STEPS):
        shape = lineage.shape(event)
        if shape is None or len(shape) <= axes:
            break
        following = (n for n in range(event + 1, len(lineage.trace.events)) if event in lineage.sources(n))
        event = next(following, event)
    return event


def _what(lineage: Lineage, seen: Reached, place: int, dims: Dimensions, partly: Tensor | None) -> str:
    milestone = seen.milestones[place]
    there = [seen.milestones[p].name for p in milestone.after if p in seen.events]
    beside = [m.name for p, m in enumerate(seen.milestones[:place]) if p in seen.events] if not there else []
    before = there or beside[-1:]
    names, verb = listing([f"`{name}`" for name in before]), "is" if len(before) == 1 else "are"
    if len(there) > 1 and not _meet(lineage, seen, milestone):
        return f"{names} {verb} there, but never come together in one `{milestone.name}`: which of them meet which?"
    where = "not" if before else "not among the values that your code computes"
    if partly is not None:
        where = f"missing {place_in_words(partly, [dims.spell(size) for size in milestone.value.shape])}"
    prefix = f"{names} {verb} there, " if before else ""
    return f"{prefix}`{milestone.name}` is {where}: look at {milestone.made_by}."


def _meet(lineage: Lineage, seen: Reached, milestone: Milestone) -> bool:
    """Whether what a milestone is made of goes into one operation."""
    parts = {seen.events[before] for before in milestone.after if before in seen.events}
    return any(parts <= lineage.inputs(number) for number in range(len(lineage.trace.events)))


def _unused(evidence: Evidence, lineage: Lineage, seen: Reached) -> Finding | None:
    """The last milestone is there, and what is returned is something else."""
    last = len(seen.milestones) - 1
    found = seen.events[last]
    operation = lineage.operation(found)
    where = f" (line {operation.place.line})" if operation else ""
    following = [
        number
        for number in range(found + 1, len(lineage.trace.events))
        if (each := lineage.operation(number)) and each.name not in CARRIES and found in lineage.inputs(number)
    ]
    following = [number for number in following if lineage.dtype(number)] or following
    alike = [number for number in following if lineage.shape(number) == lineage.shape(found)]
    then = next((lineage.operation(number) for number in alike or following), None)
    message = (
        f"Every intermediate value is there, up to `{seen.milestones[last].name}`{where}, and the result is another "
        "one: look at what happens to it afterwards, and at what is returned."
    )
    finding = Finding("value", "unused_value", message, line=evidence.line)
    return at(then.place, finding, then.text) if then is not None else finding
