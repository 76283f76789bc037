"""Random results: not their values but their properties, over many draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from grader.exercise import Mistake
from grader.judge.evidence import Evidence, Pair
from grader.report import Finding
from grader.worker.call import observe
from grader.worker.probe import Result


def judge_draws(evidence: Evidence) -> list[Finding]:
    """The first property that the draws of a probe do not have, in the sentence of the exercise."""
    for pair in evidence.compared:
        if (sentence := complaint(evidence, pair)) is not None:
            when = f"{pair.condition[:1].upper()}{pair.condition[1:]}: " if pair.condition else ""
            return [Finding("value", "wrong_distribution", f"{when}{sentence}", line=evidence.line)]
    return []


def complaint(evidence: Evidence, pair: Pair, of: Callable[..., object] | None = None) -> str | None:
    """What the exercise says of the draws of a submission, or `of` another function. None where all is well."""
    inputs = evidence.exercise.inputs()
    if not pair.probe.draws or not hasattr(inputs, "complaint"):
        return None
    seen = pair.seen if of is None else observe(of, replace(pair.probe, collect=()))
    if seen.failure is not None:
        return None
    draws = [plain_result(result) for result in (seen.result, *seen.draws) if result is not None]
    return inputs.complaint(dict(pair.probe.arguments), draws)


def most_alike(evidence: Evidence, mistakes: Sequence[Mistake]) -> Mistake | None:
    """The mistake of which the exercise says what it says of the submission: over all probes together.

    Draws differ by chance, and what is said of one probe may differ with them. So both are accused on the very same
    probes, and mostly with the same words.
    """
    said = [complaint(evidence, pair) for pair in evidence.pairs]
    accused = [sentence for sentence in said if sentence is not None]
    alike: dict[int, Mistake] = {}
    for mistake in mistakes:
        others = [complaint(evidence, pair, of=mistake.function) for pair in evidence.pairs]
        if [sentence is None for sentence in said] == [sentence is None for sentence in others]:
            same = sum(a == b for a, b in zip(said, others, strict=True) if a is not None)
            alike.setdefault(same, mistake)
    best = max(alike, default=0)
    return alike[best] if alike and 2 * best >= len(accused) else None


def plain_result(result: Result) -> Any:
    """A result as the call returned it: tensors and plain values, in a tuple where there are several."""
    values = [leaf.data if leaf.data is not None else leaf.value for leaf in result.leaves]
    return values[0] if len(values) == 1 else tuple(values)
