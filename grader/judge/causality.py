"""Stage `causality`: does a step depend on later steps, or a batch row on another?"""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor

from grader.judge.compare import wrong_places
from grader.judge.evidence import Evidence, leaves
from grader.plan import BATCH, FUTURE, NEIGHBOUR, SPELLED, TIME, changed_from
from grader.report import Finding


def judge_causality(evidence: Evidence) -> list[Finding]:
    """Compare calls that differ only in later steps, or only in the first batch row, where neither should show."""
    base = evidence.pair(SPELLED)
    if base is None:
        return []
    until = changed_from(base.probe)
    findings: list[Finding] = []
    if steps := _changed(evidence, FUTURE, TIME, slice(None, until)):
        message = (
            f"The inputs were changed from step t = {until} on, and the results at {_steps(steps)} changed with them. "
            "A state may depend on what came before it only: which way does the loop run, and what does it read?"
        )
        findings.append(Finding("causality", "reads_the_future", message, line=evidence.line))
    if rows := _changed(evidence, NEIGHBOUR, BATCH, slice(1, None)):
        message = (
            f"Batch row 0 was changed, and {len(rows)} other rows of the result changed with it. Rows are independent "
            "sequences: look for a sum, mean or reshape over the batch."
        )
        findings.append(Finding("causality", "mixes_the_batch", message, line=evidence.line))
    return findings


def _changed(evidence: Evidence, id: str, dimension: str, part: slice) -> list[int]:
    """Places along `dimension`, inside `part`, at which any result of the changed call differs from the main one."""
    places: set[int] = set()
    for index, (before, after) in _results(evidence, id):
        axis = _axis_of(dimension, before, evidence, index)
        if axis is None or before.shape != after.shape:
            continue
        mask = wrong_places(after, before).movedim(axis, 0).flatten(1).any(1)
        indices = range(mask.shape[0])[part]
        places |= {i for i in indices if mask[i]}
    return sorted(places)


def _axis_of(dimension: str, result: Tensor, evidence: Evidence, index: int) -> int | None:
    """Where a dimension is in a result. All sizes of the main probe differ: even a misshapen result tells its axes."""
    base = evidence.pair(SPELLED)
    size = base.probe.sizes[dimension] if base else -1
    if dimension not in evidence.contract.results[index] or list(result.shape).count(size) != 1:
        return None
    return list(result.shape).index(size)


def _results(evidence: Evidence, id: str) -> Iterator[tuple[int, tuple[Tensor, Tensor]]]:
    base, changed = evidence.pair(SPELLED), evidence.pair(id)
    if base is None or changed is None:
        return
    for index, (a, b) in enumerate(zip(leaves(base.seen.result), leaves(changed.seen.result), strict=False)):
        if a.data is not None and b.data is not None:
            yield index, (a.data, b.data)


def _steps(steps: list[int]) -> str:
    return f"step t = {steps[0]}" if len(steps) == 1 else f"steps t = {steps[0]} to {steps[-1]}"
