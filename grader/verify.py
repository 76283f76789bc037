"""Exercises themselves, tested: do they judge the reference, the starter, every mistake and every mutant rightly?"""

from __future__ import annotations

import difflib
import json
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from grader.answers import Answers
from grader.differences import wrong_gradients
from grader.exercise import Exercise, Mistake
from grader.judge import Judgement, judge
from grader.judge.evidence import Evidence, Pair
from grader.mutants import Mutant, mutants_of
from grader.worker.call import observe
from grader.worker.child import time_limit
from grader.worker.errors import OutOfTime
from grader.worker.load import describe_symbol
from grader.worker.probe import Loaded, Probe

_OF_STUDENTS = ("annotations",)
_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one exercise. `problems` are sentences; there are none where all is well."""

    exercise: str
    mistakes: int
    mutants: int
    killed: int
    excused: int
    problems: tuple[str, ...]

    @property
    def rate(self) -> float:
        """The share of mutants, not counting excused ones, that are rejected."""
        counted = self.mutants - self.excused
        return self.killed / counted if counted else 1.0


def verify(exercise: Exercise) -> Verified:
    """Judge everything that an exercise has and could have, in this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what mutants do is often deprecated
        return _verify(exercise)


def _verify(exercise: Exercise) -> Verified:
    answers = Answers.of(exercise)
    mutants = list(mutants_of(exercise.implementation(), gradients="gradient" in exercise.weights))
    survivors = [mutant for mutant in mutants if _survives(mutant, exercise, answers)]
    excused = [mutant for mutant in survivors if mutant.change in exercise.equivalent]
    problems = [
        *_declared(exercise),
        *_reference(exercise, answers),
        *_reference_at_tiny_sizes(exercise, answers),
        *_starter(exercise, answers),
        *wrong_gradients(exercise, answers),
        *_mistakes(exercise, answers),
        *(_told(mutant) for mutant in survivors if mutant not in excused),
        *_stale(exercise, survivors),
    ]
    return Verified(
        exercise.id,
        len(exercise.mistakes()),
        len(mutants),
        len(mutants) - len(survivors),
        len(excused),
        tuple(problems),
    )


def judged(exercise: Exercise, function: Callable[..., object], answers: Answers) -> Judgement:
    """What the judge says of a live function."""
    pairs = tuple(
        Pair(probe, observe(function, _asked(probe)), answers.expected(probe)) for probe in answers.plan.probes
    )
    symbol = describe_symbol(exercise.symbol, function)
    return judge(Evidence(exercise, answers.plan.contract, symbol, pairs, ""), Loaded())


def _asked(probe: Probe) -> Probe:
    return replace(probe, collect=tuple(what for what in probe.collect if what not in _OF_STUDENTS))


def _survives(mutant: Mutant, exercise: Exercise, answers: Answers) -> bool:
    """Whether a mutant passes. Most differ on the first probe already."""
    first = answers.plan.probes[0]
    try:
        with time_limit(_PATIENCE):
            if observe(mutant.function, replace(first, collect=(), draws=0)).failure is not None:
                return False
        with time_limit(_PATIENCE * len(answers.plan.probes)):
            judgement = judged(exercise, mutant.function, answers)
    except OutOfTime:
        return False
    return judgement.scored is not None and judgement.scored.passed


def _declared(exercise: Exercise) -> Iterator[str]:
    if not exercise.title or not exercise.task or not exercise.source:
        yield "title, task and source should be there"
    if len(set(exercise.hints)) != 3 or not all(exercise.hints):
        yield "three different hints should be there: a question, a pointer, nearly the answer"
    if len(exercise.mistakes()) < 4:
        yield f"at least four mistakes should be known, and there are {len(exercise.mistakes())}"


def _reference(exercise: Exercise, answers: Answers) -> Iterator[str]:
    scored = judged(exercise, exercise.implementation(), answers).scored
    if scored is None or not scored.passed:
        failed = [stage.id for stage in scored.stages if stage.outcome == "failed"] if scored else ["not attempted"]
        yield f"the reference itself fails: {', '.join(failed)}"


def _reference_at_tiny_sizes(exercise: Exercise, answers: Answers) -> Iterator[str]:
    """Those of slow programs. Cases have the sizes that they have."""
    if not answers.plan.has_cases:
        for problem in _reference(exercise, Answers.of(exercise, tiny=True)):
            yield f"{problem}, at the tiny sizes for slow programs"


def _starter(exercise: Exercise, answers: Answers) -> Iterator[str]:
    module = types.ModuleType("starter")
    exec(compile(exercise.starter(), "<starter>", "exec", dont_inherit=True), module.__dict__)
    if judged(exercise, getattr(module, exercise.symbol), answers).scored is not None:
        yield "the starter file counts as an attempt"


def _mistakes(exercise: Exercise, answers: Answers) -> Iterator[str]:
    """Every mistake fails first where it says, and is recognised as itself: so no two are alike."""
    for mistake in exercise.mistakes():
        yield from (f"mistake {mistake.id}: {what}" for what in _mistake(mistake, exercise, answers))


def _mistake(mistake: Mistake, exercise: Exercise, answers: Answers) -> Iterator[str]:
    if not mistake.sentence:
        yield "it has no sentence"
    judgement = judged(exercise, mistake.function, answers)
    if judgement.scored is None or judgement.scored.passed:
        yield "it passes" if judgement.scored else "it counts as not attempted"
        return
    failed = [stage.id for stage in judgement.scored.stages if stage.outcome == "failed"]
    if failed[0] != mistake.stage:
        yield f"it should fail at {mistake.stage}, and fails at {failed[0]}"
    told: Any = judgement.mistake
    if told is None or told.id != mistake.id:
        yield f"it is taken for {told.id}: the probes cannot tell them apart" if told else "it is not recognised"


def _told(mutant: Mutant) -> str:
    entry = json.dumps({mutant.change: "why nothing changes"}, ensure_ascii=False)
    return (
        f"a mutant passes: {mutant.change}. Give inputs that show the difference; "
        f"or, where there is none, say so in the exercise: equivalent={entry}"
    )


def _stale(exercise: Exercise, survivors: list[Mutant]) -> Iterator[str]:
    """Entries of `equivalent` that excuse nothing, with those that are most like them."""
    known = [mutant.change for mutant in survivors]
    for change in exercise.equivalent:
        if change not in known:
            like = difflib.get_close_matches(change, [each for each in known if each not in exercise.equivalent], n=1)
            remedy = f"did you mean `{like[0]}`?" if like else "take the entry out."
            yield f"equivalent: no mutant passes as `{change}`: {remedy}"
