"""Stage `runs`: does every call end with a result?"""

from __future__ import annotations

from dataclasses import replace

from grader.judge.evidence import Evidence, Pair
from grader.judge.failures import finding_of
from grader.judge.optional import with_condition
from grader.report import Finding


def judge_runs(evidence: Evidence) -> list[Finding]:
    """The first failing call; the main probe's, if that fails.

    Code that fails on double precision only, because of a dtype of its own, is left to the stage `dtype`.
    """
    return [*_failures(evidence), *_output(evidence), *_slowness(evidence)]


def _failures(evidence: Evidence) -> list[Finding]:
    failed = [pair for pair in evidence.pairs if pair.seen.failure is not None]
    if not failed or evidence.works_in_float32_only:
        return []
    if len({_place(pair) for pair in failed}) == 1 and len(failed) == len(evidence.pairs):
        return [_finding(failed[0], condition="")]
    return [_finding(failed[0], condition=with_condition(failed[0], failed, evidence).condition)]


def _output(evidence: Evidence) -> list[Finding]:
    if not evidence.output_lost:
        return []
    message = "It prints more than is kept: only the beginning is shown. Is there a `print` left in a loop?"
    return [Finding("runs", "too_much_output", message, warns=True)]


def _slowness(evidence: Evidence) -> list[Finding]:
    if evidence.too_slow is None or evidence.too_slow.seen.failure is None:
        return []
    seen = evidence.too_slow.seen.failure
    sizes = f"with {evidence.too_slow.sizes_in_words}" if evidence.shows_inputs else "at the usual sizes"
    slow = "It is slow" if seen.kind == "timeout" else "It needs much memory"
    too_much = "takes too long" if seen.kind == "timeout" else "needs more than there is"
    message = (
        f"{slow}: {sizes} it {too_much}, so it was called with smaller sizes. "
        "Is there a loop that looks at one number at a time? One operation on whole tensors takes a fraction of that."
    )
    return [replace(finding_of(seen, "runs"), message=message, warns=True)]


def _finding(pair: Pair, condition: str) -> Finding:
    assert pair.seen.failure is not None
    return finding_of(pair.seen.failure, "runs", pair.dims, condition)


def _place(pair: Pair) -> tuple[object, ...]:
    failure = pair.seen.failure
    assert failure is not None
    return failure.kind, failure.type, failure.frames[-1].line if failure.frames else None
