"""What a failed stage skips and what each stage earns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exercise import STAGES
from grader.judge.flow import gradient_flow, verdict_of
from grader.judge.scoring import Scored, nothing_judged, score
from grader.report import Finding

WEIGHTS = dict.fromkeys(STAGES, 0) | {"shape": 2, "dtype": 1, "value": 3, "gradient": 1, "purity": 1, "operations": 2}


def found(stage: str, *, warns: bool = False) -> Finding:
    return Finding(stage, "exception", f"{stage} says no.\nAnd why.", warns=warns)


def scored(*failing: str, warning: tuple[str, ...] = (), weights: dict[str, int] = WEIGHTS, excuse: str = "") -> Scored:
    def judge(stage: str) -> Callable[[], list[Finding]]:
        return lambda: [found(stage, warns=stage in warning)] if stage in (*failing, *warning) else []

    return score(weights, {stage: judge(stage) for stage in weights}, {"gradient": lambda: excuse} if excuse else {})


def outcomes(result: Scored) -> dict[str, str]:
    return {stage.id: stage.outcome for stage in result.stages}


def skipped(result: Scored) -> list[str]:
    return [stage for stage, outcome in outcomes(result).items() if outcome == "skipped"]


def test_a_submission_that_fails_nowhere_earns_everything() -> None:
    result = scored()
    assert set(outcomes(result).values()) == {"passed"}
    assert result.score == 1.0
    assert result.passed
    assert list(outcomes(result)) == list(STAGES)
    assert sum(stage.max_points for stage in result.stages) == pytest.approx(1)
    assert [stage.points for stage in result.stages if stage.id == "value"] == [0.3]


@pytest.mark.parametrize(
    ("stage", "reason"),
    [("loads", "the file does not load"), ("signature", "the function cannot be called"), ("runs", "the call fails")],
)
def test_without_a_result_everything_after_is_skipped_and_nothing_is_earned(stage: str, reason: str) -> None:
    result = scored(stage)
    assert skipped(result) == list(STAGES[STAGES.index(stage) + 1 :])
    assert result.score == 0.0
    assert [s.points for s in result.stages] == [0.0] * len(STAGES)
    assert {s.message for s in result.stages if s.outcome == "skipped"} == {f"skipped: {reason}"}
    assert not result.passed


def test_even_a_stage_that_passed_before_earns_nothing_when_the_call_fails() -> None:
    weights = {"loads": 5, "signature": 3, "runs": 2, "value": 10}
    assert scored("runs", weights=weights).score == 0.0
    assert [stage.points for stage in scored("value", weights=weights).stages] == [0.25, 0.15, 0.1, 0.0]


@pytest.mark.parametrize(
    ("stage", "affected", "reason", "points"),
    [
        ("shape", ["value", "gradient"], "skipped: shapes differ", 0.4),
        ("value", ["gradient"], "skipped: values differ", 0.6),
        ("dtype", [], "", 0.9),
        ("device", [], "", 1.0),
        ("gradient", [], "", 0.9),
        ("purity", [], "", 0.9),
        ("causality", [], "", 1.0),
        ("operations", [], "", 0.8),
    ],
)
def test_a_failed_stage_skips_what_it_makes_meaningless(
    stage: str, affected: list[str], reason: str, points: float
) -> None:
    result = scored(stage)
    assert skipped(result) == affected
    assert [s.message for s in result.stages if s.outcome == "skipped"] == [reason] * len(affected)
    assert result.score == points
    assert not result.passed


def test_the_first_failure_gives_the_reason_and_all_failures_are_told() -> None:
    result = scored("shape", "value", "purity")
    assert outcomes(result)["value"] == "skipped"
    assert outcomes(result)["purity"] == "failed"
    assert [finding.stage for finding in result.findings] == ["shape", "purity"]


def test_a_warning_earns_its_points_and_skips_nothing() -> None:
    result = scored(warning=("shape", "runs"))
    assert skipped(result) == []
    assert (outcomes(result)["shape"], outcomes(result)["runs"]) == ("warned", "warned")
    assert result.score == 1.0
    assert result.passed


def test_a_stage_with_a_warning_and_a_failure_has_failed_and_says_what_failed() -> None:
    weights = {"loads": 0, "shape": 1}
    both = [Finding("shape", "one_tuple", "by the way", warns=True), found("shape")]
    result = score(weights, {"loads": list, "shape": lambda: both}, {})
    assert (result.stages[1].outcome, result.stages[1].message) == ("failed", "shape says no.")
    assert result.findings == tuple(both)


def test_an_excuse_skips_a_stage_in_its_own_words_unless_it_was_skipped_already() -> None:
    result = scored("purity", excuse="skipped: an argument is modified")
    assert skipped(result) == ["gradient"]
    assert {s.message for s in result.stages if s.id == "gradient"} == {"skipped: an argument is modified"}
    assert result.score == 0.8
    earlier = scored("value", excuse="skipped: an argument is modified")
    assert {s.message for s in earlier.stages if s.id == "gradient"} == {"skipped: values differ"}


def test_a_skipped_stage_is_not_judged_at_all() -> None:
    asked: list[str] = []

    def judge(stage: str) -> Callable[[], list[Finding]]:
        return lambda: (asked.append(stage), [found(stage)] if stage == "shape" else [])[1]

    score(WEIGHTS, {stage: judge(stage) for stage in WEIGHTS}, {})
    assert asked == [stage for stage in STAGES if stage not in ("value", "gradient")]


@given(
    st.dictionaries(st.sampled_from(STAGES), st.integers(0, 9), min_size=1),
    st.sets(st.sampled_from(STAGES)),
)
def test_points_are_weights_over_their_sum_whatever_fails(weights: dict[str, int], failing: set[str]) -> None:
    ordered = {stage: weights[stage] for stage in STAGES if stage in weights}
    result = scored(*failing, weights=ordered)
    total = sum(ordered.values())
    earned = sum(stage.weight for stage in result.stages if stage.outcome == "passed")
    dead = any(outcomes(result).get(stage) == "failed" for stage in ("loads", "signature", "runs"))
    assert result.score == pytest.approx(0.0 if dead or not total else earned / total)
    assert 0.0 <= result.score <= 1.0
    assert result.passed == (not failing & ordered.keys())


def test_nothing_judged_has_every_stage_skipped_for_one_reason() -> None:
    stages = nothing_judged(WEIGHTS, "not yet")
    assert [(s.id, s.outcome, s.message, s.points) for s in stages] == [(s, "skipped", "not yet", 0.0) for s in STAGES]
    assert sum(stage.max_points for stage in stages) == pytest.approx(1)


@pytest.mark.parametrize(
    ("norms", "verdict"),
    [
        ((1.0,), "stable"),
        ((1.0,) * 60, "stable"),
        ((0.0,) * 60, "detached"),
        ((0.0, 0.5, 1.0), "detached"),
        ((1.0, 0.0, 1.0), "detached"),
        (tuple(0.5**t for t in range(60))[::-1], "vanishing"),
        (tuple(0.81**t for t in range(60))[::-1], "stable"),
        (tuple(0.79**t for t in range(60))[::-1], "vanishing"),
        (tuple(1.04**t for t in range(60))[::-1], "stable"),
        (tuple(1.06**t for t in range(60))[::-1], "exploding"),
        ((1e-300, 1.0), "vanishing"),
    ],
)
def test_the_mean_growth_per_step_back_in_time_decides(norms: tuple[float, ...], verdict: str) -> None:
    assert verdict_of(norms) == verdict


def test_an_exercise_without_time_has_no_flow() -> None:
    from grader.exercise import find
    from grader.judge.evidence import Evidence
    from grader.plan import make_plan

    exercise = find("rnn_cell")
    assert gradient_flow(Evidence(exercise, make_plan(exercise).contract, None, (), "")) is None
