"""The silent broadcast as a finding: which operand was stretched, along which axis, and where its 1 comes from."""

from __future__ import annotations

from collections.abc import Iterator

from grader.judge.lineage import PRODUCTS, Lineage, at, within
from grader.judge.words import sentence_case
from grader.listing import SILENT, form_in_names, name_of, short
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.traced import Form, Operation

_MOST = 2
_MOST_ROWS = 8


def silent_broadcasts(lineage: Lineage, dims: Dimensions, stage: str, innocent: frozenset[int]) -> Iterator[Finding]:
    """One finding for each sub-expression that broadcast without being asked to.

    `innocent`: events whose values are right. Carries `stage`, the first that failed: it explains a failure.
    """
    told: set[int] = set()
    for number, event in enumerate(lineage.trace.events):
        form, operation = lineage.form(number), lineage.operation(number)
        if form is None or operation is None or event.operation in told or number in innocent:
            continue
        pairs = _stretched(form)
        if not pairs:
            continue
        told.add(event.operation)
        if len(told) > _MOST:
            return
        yield _finding(lineage, number, (operation, form), pairs[0], dims, stage)


def steps(lineage: Lineage, operation: Operation, form: Form, dims: Dimensions, note: str = "") -> list[str]:
    """The operands of a sub-expression, where they are sub-expressions, and itself, aligned: a line each."""
    inner = [
        other
        for other in lineage.trace.operations
        if within(other.place, operation.place) and other.forms and other.kind != "iteration"
    ]
    direct = [one for one in inner if not any(within(one.place, other.place) for other in inner)][:_MOST_ROWS]
    rows = [(one.text, form_in_names(one, one.forms[0], dims)) for one in direct]
    whole = (
        name_of(operation) if direct and operation.symbol != "," else short(operation.text, [o.text for o in direct])
    )
    rows.append((whole, form_in_names(operation, form, dims) + (f"   ← {note}" if note else "")))
    width = max(len(text) for text, _ in rows)
    return [f"{text:<{width}} : {shapes}" for text, shapes in rows]


def _stretched(form: Form) -> list[tuple[int, int]]:
    """The operands that are stretched along an axis. Over an axis of no places nothing is."""
    result = form.results[0] if form.results else ()
    return [
        (index, axis)
        for index, axis in form.stretched
        if 0 <= index < len(form.operands) and -len(result) <= axis < 0 and 0 not in result
    ]


def _finding(
    lineage: Lineage, number: int, ran: tuple[Operation, Form], pair: tuple[int, int], dims: Dimensions, stage: str
) -> Finding:
    (operation, form), (index, axis) = ran, pair
    along, operand = dims.spell(form.results[0][axis]), dims.spell_shape(form.operands[index])
    lines = steps(lineage, operation, form, dims, SILENT.format(along))
    lines.append(
        f"{sentence_case(_the(index, form))}, {operand}, is stretched over {along}: every place along {along} receives "
        f"the same number. {_birth(lineage, number, index)}Which shape would it need, so that nothing is stretched?"
    )
    finding = Finding(stage, "silent_broadcast", "\n".join(lines), shapes=form_in_names(operation, form, dims))
    return at(operation.place, finding, operation.text)


def _the(index: int, form: Form) -> str:
    if len(form.operands) == 1:
        return "what is written"
    if len(form.operands) != 2:
        return "an operand"
    return ("the left operand", "the right operand")[index]


def _birth(lineage: Lineage, number: int, index: int) -> str:
    """Where the axis of size 1 was made, if that is another place."""
    form = lineage.form(number)
    if form is None or index >= len(form.operands):
        return ""
    shape = form.operands[index]
    start = next((s for s in lineage.sources(number) if s >= 0 and lineage.shape(s) == shape), None)
    if start is None:
        return ""
    born = start
    for at_ in lineage.back(start, lambda event, source: 1 in (lineage.shape(source) or ())):
        born = at_
    operation, here = lineage.operation(born), lineage.operation(number)
    if operation is None or here is None or (operation.name in PRODUCTS and born == start):
        return ""
    file, line = operation.place.file, operation.place.line
    elsewhere = f" of {file}" if file != here.place.file else ""
    where = f" in line {line}{elsewhere}" if (file, line) != (here.place.file, here.place.line) else ""
    return f"The 1 comes from `{operation.text}`{where}. "
