"""Random results: not their values but their properties, over many draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from grader.exercise import Mistake
from grader.judge.evidence import Evidence, Pair
from grader.report import Finding
from grader.worker.call import observe
from grader.worker.probe import Result

_BY_CHANCE = 1
"""On so many probes something else may be said of the same mistake."""


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


def most_alike(evidence: Evidence, mistakes: Iterable[Mistake]) -> Mistake | None:
    """The mistake of which the exercise says what it says of the submission: over all probes together.

    Draws differ by chance, and what is said of one probe may differ with them. So both are accused on the very same
    probes, of the same on the first of them, and of the same on all others but one.
    """
    said = [(pair, complaint(evidence, pair)) for pair in evidence.pairs]
    said.sort(key=lambda one: one[1] is None)
    accused = sum(sentence is not None for _, sentence in said)
    alike = [(_alike(mistake, said, evidence), mistake) for mistake in mistakes]
    best = max((often for often, _ in alike), default=-1)
    return next((mistake for often, mistake in alike if often == best and often >= accused - _BY_CHANCE), None)


def _alike(mistake: Mistake, said: Sequence[tuple[Pair, str | None]], evidence: Evidence) -> int:
    """On how many accused probes a mistake is accused of the same. Fewer than none where it is not accused of alike."""
    alike = 0
    for index, (pair, sentence) in enumerate(said):
        other = complaint(evidence, pair, of=mistake.function)
        if (other is None) != (sentence is None) or (index == 0 and other != sentence):
            return -1
        alike += other is not None and other == sentence
    return alike


def plain_result(result: Result) -> Any:
    """A result as the call returned it: tensors and plain values, in a tuple where there are several."""
    values = [leaf.data if leaf.data is not None else leaf.value for leaf in result.leaves]
    return values[0] if len(values) == 1 else tuple(values)
