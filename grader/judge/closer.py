"""Where to look closer: the probe that shows the first failure best, to be asked once more with a trace."""

from __future__ import annotations

from dataclasses import replace

from grader.judge import dtype, gradient, purity, runs, shape, value
from grader.judge.evidence import Evidence, Pair, fatal
from grader.worker.probe import Probe

_TRACE = ("trace", "values")
_CUTS = ("trace", "cuts")


def worth_a_closer_look(evidence: Evidence) -> Probe | None:
    """The probe to ask again, or None: nothing fails that a trace explains, or nobody is there to be asked."""
    if evidence.not_attempted or not evidence.pairs or any(fatal(pair.seen) for pair in evidence.pairs):
        return None
    pair, collect = _first_failure(evidence)
    return replace(pair.probe, collect=collect) if pair is not None else None


def _first_failure(evidence: Evidence) -> tuple[Pair | None, tuple[str, ...]]:
    if runs.judge_runs(evidence) and (failed := [pair for pair in evidence.pairs if pair.seen.failure]):
        return failed[0], _TRACE
    for judge in (shape.first_wrong, dtype.first_wrong, value.first_wrong):
        if (pair := judge(evidence)) is not None:
            return pair, _TRACE
    if not gradient.skipped_because(evidence) and (pair := gradient.first_wrong(evidence)) is not None:
        return pair, _CUTS
    return (evidence.pairs[0], _TRACE) if purity.judge_purity(evidence) else (None, ())
