"""The judge: from observations to stages, findings and a diagnosis.

It holds the answers and never runs student code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from grader.judge import (
    annotated,
    causality,
    device,
    dtype,
    gradient,
    loads,
    operations,
    purity,
    runs,
    shape,
    signature,
    value,
)
from grader.judge.bounded import bounded
from grader.judge.evidence import Evidence
from grader.judge.explain import explain
from grader.judge.flow import gradient_flow
from grader.judge.mistakes import recognise
from grader.judge.scoring import Scored, nothing_judged, score
from grader.report import GradientFlow, RecognisedMistake, Stage
from grader.worker.probe import Loaded


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the judge says of one submission and exercise. `scored` is None if it was not attempted."""

    scored: Scored | None
    untouched: tuple[Stage, ...] = ()
    mistake: RecognisedMistake | None = None
    flow: GradientFlow | None = None


def judge(evidence: Evidence, loaded: Loaded, look_closer: Callable[[Evidence], Evidence] | None = None) -> Judgement:
    """Judge every stage that applies; name the mistake of a submission that fails.

    `look_closer` is asked for more evidence where something fails, to explain it: a submission that passes costs less.
    """
    evidence = bounded(evidence)
    weights = evidence.exercise.weights
    if loaded.failure is None and evidence.not_attempted:
        return Judgement(
            None,
            untouched=nothing_judged(
                weights, "there is nothing to judge yet: the function is still as in the starter file"
            ),
        )
    scored = _scored(evidence, loaded)
    if scored.passed:
        return Judgement(scored, flow=gradient_flow(evidence))
    if look_closer is not None:
        evidence = bounded(look_closer(evidence))
        scored = _scored(evidence, loaded)
    scored = replace(scored, findings=explain(evidence, scored.findings))
    return Judgement(scored, mistake=recognise(evidence), flow=gradient_flow(evidence))


def _scored(evidence: Evidence, loaded: Loaded) -> Scored:
    return score(
        evidence.exercise.weights,
        {
            "loads": lambda: loads.judge_loads(loaded),
            "signature": lambda: signature.judge_signature(evidence),
            "runs": lambda: runs.judge_runs(evidence),
            "shape": lambda: [*shape.judge_shape(evidence), *annotated.judge_annotations(evidence)],
            "dtype": lambda: dtype.judge_dtype(evidence),
            "device": lambda: device.judge_device(evidence),
            "value": lambda: value.judge_value(evidence),
            "gradient": lambda: gradient.judge_gradient(evidence),
            "purity": lambda: purity.judge_purity(evidence),
            "causality": lambda: causality.judge_causality(evidence),
            "operations": lambda: operations.judge_operations(evidence),
        },
        excuses={"gradient": lambda: gradient.skipped_because(evidence)},
        remarks={"shape": lambda: annotated.not_checked(evidence)},
    )
