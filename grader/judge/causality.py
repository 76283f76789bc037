"""Stage `causality`: does a step depend on later steps, or a batch row on another?"""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor

from grader.judge.compare import wrong_places
from grader.judge.evidence import Evidence, leaves
from grader.judge.words import listing
from grader.plan import FUTURE, NEIGHBOUR, SPELLED, changed_from, lone_steps
from grader.report import Finding
from grader.sizes import BATCH, TIME

_MOST_TOLD = 3
_MOST_NUMBERS = 6


def judge_causality(evidence: Evidence) -> list[Finding]:
    """Compare calls that differ only in later steps, or only in the first batch row, where neither should show."""
    base = evidence.pair(SPELLED)
    if base is None:
        return []
    until = changed_from(base.probe)
    findings: list[Finding] = []
    rows = _changed(evidence, NEIGHBOUR, BATCH, slice(1, None))
    if steps := _changed(evidence, FUTURE, TIME, slice(None, until)):
        cells = {} if rows else _cells(evidence, steps)
        told = _in_words(cells) if cells else f"the results at {_steps(steps)} changed with them"
        message = (
            f"The inputs were changed from step t = {until} on, and {told}. "
            "A state may depend on what came before it only: which way does the loop run, and what does it read?"
        )
        findings.append(Finding("causality", "reads_the_future", message, line=evidence.line))
    if rows:
        message = (
            f"Batch row 0 was changed, and {_rows(rows)} of the result changed with it. Rows are independent "
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


def _cells(evidence: Evidence, steps: list[int]) -> dict[int, list[int]]:
    """For each step whose result changed, the later steps that it depends on: those that a row alone has changed."""
    base = evidence.pair(SPELLED)
    alone = lone_steps(evidence.contract, base.probe) if base else {}
    cells: dict[int, set[int]] = {}
    for index, (before, after) in _results(evidence, FUTURE):
        time, batch = (_axis_of(dimension, before, evidence, index) for dimension in (TIME, BATCH))
        if time is None or batch is None or before.shape != after.shape:
            continue
        mask = wrong_places(after, before).movedim((time, batch), (0, 1)).flatten(2).any(2)
        for t in steps:
            cells.setdefault(t, set()).update(step for row, step in alone.items() if mask[t, row])
    return {t: sorted(found) for t, found in cells.items() if found}


def _in_words(cells: dict[int, list[int]]) -> str:
    """`step t = 1 depends on step t = 2`; steps that depend on the same ones are told together."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for t, later in cells.items():
        groups.setdefault(tuple(later), []).append(t)
    told = [(_steps(steps), len(steps) > 1, _steps(list(later))) for later, steps in groups.items()]
    first, several, later = told[0]
    words = [f"{first} {'depend' if several else 'depends'} on {later}", *(f"{a} on {b}" for a, _, b in told[1:])]
    return ", ".join(words if len(words) <= _MOST_TOLD else [*words[:_MOST_TOLD], "and so on"])


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
    """`step t = 3`, `steps t = 3 and 5`, `steps t = 3 to 7`."""
    return f"step t = {steps[0]}" if len(steps) == 1 else f"steps t = {_numbers(steps)}"


def _rows(rows: list[int]) -> str:
    return f"row {rows[0]}" if len(rows) == 1 else f"rows {_numbers(rows)}"


def _numbers(numbers: list[int]) -> str:
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]} to {numbers[-1]}"
    shown = [str(number) for number in numbers[:_MOST_NUMBERS]]
    return listing(shown if len(numbers) <= _MOST_NUMBERS else [*shown, "more"])
