"""Explain the first failure by what a closer look has shown: where it came about, and what went wrong there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from torch import Tensor

from grader.judge import culprit, gradient, overwritten
from grader.judge.axes import related_numbers
from grader.judge.broadcasts import silent_broadcasts, steps
from grader.judge.compare import equal
from grader.judge.evidence import Evidence, Pair, leaves, modified
from grader.judge.lineage import PRODUCTS, Lineage, at
from grader.judge.milestones import missing_value
from grader.judge.reached import given_to, reached
from grader.report import Finding
from grader.worker.results import TENSOR
from grader.worker.traced import Form, Operation


def explain(evidence: Evidence, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings with their lines, and before the first failure that a closer look is for what explains it."""
    first = next((finding for finding in findings if not finding.warns and finding.stage in _LOOKED_AT), None)
    lineage, closer = evidence.lineage, evidence.closer
    if first is None or lineage is None or closer is None:
        return findings
    added = list(_explanations(evidence, lineage, first)) if first.stage != "purity" else []
    told = [_located(evidence, lineage, finding, first, added) for finding in findings]
    index = findings.index(first) + (first.kind == "not_finite")  # that says more than where it began
    return (*told[:index], *added, *told[index:])


_LOOKED_AT = ("runs", "shape", "dtype", "value", "gradient", "purity")


def _located(evidence: Evidence, lineage: Lineage, finding: Finding, first: Finding, added: list[Finding]) -> Finding:
    """A finding at its line, where the closer look at the first failure shows it."""
    assert evidence.closer is not None
    if finding.warns:
        return finding
    if finding.stage == "purity":
        return _where_it_is_written(evidence, lineage, finding)
    if finding.stage == "gradient" and "cuts" in evidence.closer.probe.collect:
        return _where_it_is_cut(evidence, lineage, finding)
    if finding.stage != first.stage:
        return finding
    if finding.stage == "value":
        return _like(finding, added)
    where = {"runs": _where_it_failed, "dtype": _where_the_dtype_came_from}.get(finding.stage)
    return where(evidence, lineage, finding) if where is not None else finding


def _explanations(evidence: Evidence, lineage: Lineage, first: Finding) -> Iterator[Finding]:
    assert evidence.closer is not None
    if first.stage == "dtype":
        return
    seen = reached(evidence)
    broadcasts = list(silent_broadcasts(lineage, evidence.closer.dims, first.stage, innocent=seen.right))
    yield from broadcasts
    if first.stage != "value":
        return
    arranged = _arrangement(evidence)
    if arranged is not None:
        yield arranged
    elif not broadcasts and (missing := missing_value(evidence, seen)) is not None:
        yield missing


def _arrangement(evidence: Evidence) -> Finding | None:
    """The right numbers in the wrong places."""
    closer = evidence.closer
    assert closer is not None
    for got, want in zip(leaves(closer.seen.result), leaves(closer.expected.result), strict=False):
        if got.data is None or want.data is None or not got.data.is_floating_point() or equal(got.data, want.data):
            continue
        told = related_numbers(got.data, want.data, evidence.axes_of(want, closer.dims))
        if told is not None:
            finding = Finding("value", told.kind, told.sentence, line=evidence.line)
            place = _last_rearrangement(evidence, got.item) if told.kind != "shifted" else None
            return at(place.place, finding, place.text) if place is not None else finding
    return None


def _last_rearrangement(evidence: Evidence, leaf: int) -> Operation | None:
    """The last reshape or exchange of axes on the way to a result, outside loops."""
    lineage = evidence.lineage
    start = lineage.result(leaf) if lineage is not None else None
    if lineage is None or start is None:
        return None
    found = [
        number
        for number in lineage.back(start, lambda event, source: True)
        if (operation := lineage.operation(number)) and operation.name in _MOVING and lineage.is_once(number)
    ]
    shaping = [n for n in found if (operation := lineage.operation(n)) and operation.name in _SHAPING]
    return lineage.operation(max(shaping or found)) if found else None


_SHAPING = frozenset({"reshape", "view", "flatten", "unflatten"})
_MOVING = _SHAPING | {"permute", "transpose", "swapaxes", "movedim", "flip", "T", "mT"}


def _where_it_failed(evidence: Evidence, lineage: Lineage, finding: Finding) -> Finding:
    """With the operands of the operation that failed."""
    closer = evidence.closer
    failed = next((o for o in lineage.trace.operations if o.failed and o.place.line == finding.line), None)
    if closer is None or failed is None or finding.kind != "shape_mismatch":
        return finding
    form = next((form for form in failed.forms if not form.results), None)
    if form is None or len(form.operands) < 2:
        return finding
    lines = finding.message.split("\n")
    facts = [*_turned_round(failed, form, closer), *steps(lineage, failed, form, closer.dims)]
    rest = [line for line in lines[1:] if " : " not in line or line.startswith(("called from", "Python says"))]
    return replace(finding, message="\n".join([lines[0], *facts, *rest]))


def _turned_round(failed: Operation, form: Form, closer: Pair) -> list[str]:
    """A factor that has its axes in another order than the argument that it is made of."""
    given = {tuple(each.shape) for each in closer.probe.arguments.values() if isinstance(each, Tensor)}
    if failed.name not in PRODUCTS or len(form.operands) != 2:
        return []
    turned = [shape for shape in form.operands if len(shape) == 2 and shape not in given and shape[::-1] in given]
    left, right = form.operands
    if not turned or len(left) < 2 or len(right) < 2:
        return []
    told = [closer.dims.spell_shape(shape) for shape in (turned[0], turned[0][::-1])]
    return [f"The factor {told[0]} stands the other way round than the argument that it comes from, {told[1]}."]


def _where_the_dtype_came_from(evidence: Evidence, lineage: Lineage, finding: Finding) -> Finding:
    closer = evidence.closer
    assert closer is not None
    wrong = [
        (index, got.dtype)
        for index, (got, want) in enumerate(
            zip(leaves(closer.seen.result), leaves(closer.expected.result), strict=False)
        )
        if got.kind == TENSOR and got.dtype != want.dtype
    ]
    if closer.seen.failure is not None:
        operation = culprit.first_of_other_dtype(lineage, "float64")
        if operation is None or operation.failed:
            return finding
        return replace(
            finding, message=f"{finding.message}\nThe first is made in line {operation.place.line}: `{operation.text}`."
        )
    operation = culprit.first_of_dtype(lineage, *wrong[0]) if wrong else None
    return at(operation.place, finding, operation.text) if operation is not None else finding


def _where_it_is_cut(evidence: Evidence, lineage: Lineage, finding: Finding) -> Finding:
    pair = gradient.first_wrong(evidence)
    if pair is not None and pair.seen.gradient_failure is not None:
        return overwritten.where_it_is_written(lineage, pair.seen.gradient_failure, finding, pair.dims)
    operation = culprit.first_cut(lineage, _places(evidence, gradient.cut_off(evidence)))
    return at(operation.place, finding, operation.text) if operation is not None else finding


def _where_it_is_written(evidence: Evidence, lineage: Lineage, finding: Finding) -> Finding:
    if finding.kind != "modified_argument":
        return finding
    changed = [name for pair in evidence.pairs for name in modified(pair.seen, pair.probe)]
    for place in _places(evidence, changed):
        operation = culprit.first_write(lineage, place)
        if operation is not None:
            return at(operation.place, finding, operation.text)
    return finding


def _places(evidence: Evidence, names: Sequence[str]) -> list[int]:
    """The places, in a trace, of arguments and parameters; a tensor in a list or dictionary counts as the whole."""
    assert evidence.closer is not None
    given = list(given_to(evidence.closer.probe))
    whole = dict.fromkeys(name.partition("[")[0] for name in names)
    return [given.index(name) for name in whole if name in given]


def _like(finding: Finding, added: list[Finding]) -> Finding:
    """The numbers stand where their explanation stands."""
    if not added:
        return finding
    named = added[0]
    return replace(
        finding,
        line=named.line,
        file=named.file,
        source=named.source,
        start=named.start,
        end=named.end,
        expression=named.expression,
    )
