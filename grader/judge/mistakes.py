"""Which known mistake does a submission equal, on every probe?"""

from __future__ import annotations

from dataclasses import replace

from grader.exercise import Exercise, Mistake
from grader.judge import random
from grader.judge.compare import equal
from grader.judge.evidence import Evidence, Pair, leaves, modified
from grader.judge.gradient import gradients_differ
from grader.judge.plain import same
from grader.report import RecognisedMistake
from grader.worker.call import observe
from grader.worker.probe import Failure, Observation, Probe, Result


def recognise(evidence: Evidence) -> RecognisedMistake | None:
    """The first of the exercise's mistakes whose observations equal the submission's. Runs them on this side."""
    if not evidence.pairs:
        return None
    equal = (mistake for mistake in evidence.exercise.mistakes() if _equals(mistake, evidence))
    if any(pair.probe.draws for pair in evidence.pairs):
        found = random.most_alike(evidence, equal)
    else:
        found = next(equal, None)
    return RecognisedMistake(found.id, found.sentence, found.stage) if found is not None else None


def _equals(mistake: Mistake, evidence: Evidence) -> bool:
    axes = {argument.name: argument.axes for argument in evidence.contract.arguments}
    # Cheapest first: most mistakes differ in the first small probe already.
    pairs = sorted(evidence.pairs, key=lambda pair: sum(pair.probe.sizes.values()))
    always_fails = all(pair.seen.failure for pair in pairs)
    graded = {name: axes[name] for name in axes if name not in evidence.exercise.open_gradients}
    ask = evidence.mistaken or observed
    return all(
        _same(
            pair,
            ask(mistake, pair.probe),
            graded,
            always_fails,
            evidence.exercise,
        )
        for pair in pairs
    )


def observed(mistake: Mistake, probe: Probe) -> Observation:
    """What a mistake does on a probe, without what is looked at in a student's code alone."""
    collect = tuple(what for what in probe.collect if what not in ("annotations", "devices"))
    return observe(mistake.function, replace(probe, collect=collect, draws=0))


def _same(
    pair: Pair, other: Observation, axes: dict[str, tuple[str, ...]], always_fails: bool, exercise: Exercise
) -> bool:
    seen, probe = pair.seen, pair.probe
    return (
        _same_failure(seen.failure, other.failure, by_text=always_fails)
        and (bool(probe.draws) or _same_results(seen.result, other.result))
        and modified(seen, probe) == modified(other, probe)
        and _operations(seen, exercise) == _operations(other, exercise)
        and seen.side_effects == other.side_effects
        and _repeats(seen) == _repeats(other)
        and (not exercise.detached or _attached(seen) == _attached(other))
        and _same_gradients(seen, other, axes)
    )


def _same_failure(seen: Failure | None, other: Failure | None, *, by_text: bool) -> bool:
    """Whether both fail or neither does. Only where nothing ever succeeds do the words have to agree, too."""
    if seen is None or other is None:
        return seen is other
    return seen.kind == other.kind and (not by_text or (seen.type, seen.message) == (other.type, other.message))


def _operations(seen: Observation, exercise: Exercise) -> int | bool | None:
    """What the stage `operations` is about: whether autograd was used, or how many products were counted."""
    return bool(seen.autograd) if exercise.forbids_autograd else seen.products


def _attached(seen: Observation) -> list[bool]:
    return [leaf.attached for leaf in leaves(seen.result)]


def _repeats(seen: Observation) -> bool:
    return seen.repeated is None or _same_results(seen.repeated, seen.result)


def _same_results(seen: Result | None, other: Result | None) -> bool:
    a, b = leaves(seen), leaves(other)
    if seen is not None and other is not None and not a and seen.layout != other.layout:
        return False
    return len(a) == len(b) and all(
        (x.kind, x.shape, x.dtype, x.key) == (y.kind, y.shape, y.dtype, y.key)
        and equal(x.data, y.data)
        and same(x.value, y.value)
        for x, y in zip(a, b, strict=True)
    )


def _same_gradients(seen: Observation, other: Observation, axes: dict[str, tuple[str, ...]]) -> bool:
    if (seen.gradient_failure is None) != (other.gradient_failure is None):
        return False
    if seen.gradients is None or other.gradients is None:
        return seen.gradients is other.gradients
    return not any(
        gradients_differ(name, axes.get(name, ()), seen.gradients.get(name), other.gradients[name])
        for name in other.gradients
        if name in axes or "[" in name
    )
