"""Tolerances in detail, what torch says in yet other places, and evidence that a hostile worker could send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.answers import Answers
from grader.exercise import find
from grader.judge import judge
from grader.judge.compare import equal, wrong_places
from grader.judge.evidence import Evidence, Pair
from grader.judge.flow import gradient_flow
from grader.judge.translate import translate
from grader.plan import LONG
from grader.worker.call import observe
from grader.worker.dimensions import Dimensions
from grader.worker.errors import failure_of
from grader.worker.probe import Loaded, Observation

ANY = st.lists(st.floats(width=32), min_size=0, max_size=12)
DTYPES = {torch.float64: 1e-6, torch.float32: 1e-4, torch.bfloat16: 2e-2, torch.float16: 5e-3}
DIMS = Dimensions({"n": 7, "T": 5, "d": 16, "h": 36})
Z = torch.zeros


@settings(deadline=None)
@given(ANY, st.booleans(), st.sampled_from(list(DTYPES)))
def test_equality_is_reflexive_in_every_dtype_and_by_step(
    numbers: list[float], by_step: bool, dtype: torch.dtype
) -> None:
    tensor = torch.tensor(numbers, dtype=torch.float64).to(dtype).reshape(-1, 1)
    assert equal(tensor, tensor.clone(), by_step=by_step)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(1.0, 1e3), st.booleans()), min_size=1, max_size=12), st.integers(-10, 20))
def test_what_is_wrong_is_so_whatever_the_scale(places: list[tuple[float, bool]], exponent: int) -> None:
    numbers, wrong = zip(*places, strict=True)
    want = torch.tensor(numbers, dtype=torch.float64)
    got = want + torch.tensor([1e-5 if bad else 1e-7 for bad in wrong]).double() * want.max()
    assert wrong_places(got * 2.0**exponent, want * 2.0**exponent).tolist() == list(wrong)


@pytest.mark.parametrize(("dtype", "tolerance"), list(DTYPES.items()))
def test_the_tolerance_is_that_of_the_coarser_dtype(dtype: torch.dtype, tolerance: float) -> None:
    want = torch.ones(4, dtype=torch.float64)
    for seen, expected in ((want.to(dtype), want), (want, want.to(dtype))):
        assert equal(seen * 1.0, expected)
        assert not wrong_places(seen.double().mul(1 + tolerance).to(seen.dtype), expected).any()
        assert wrong_places(seen.double().mul(1 + 4 * tolerance).to(seen.dtype), expected).all()


def test_a_small_number_beside_a_large_one_is_measured_by_the_large_one() -> None:
    want = torch.tensor([1e-9, 1.0], dtype=torch.float64)
    assert not wrong_places(torch.tensor([0.0, 1.0]).double(), want).any()
    assert wrong_places(torch.tensor([1e-5, 1.0]).double(), want).tolist() == [True, False]
    assert wrong_places(torch.tensor([2e-9]).double(), want[:1]).all()


def test_infinity_and_nan_do_not_make_the_numbers_beside_them_pass() -> None:
    want = torch.tensor([float("inf"), float("nan"), float("-inf"), 1.0, 2.0], dtype=torch.float64)
    got = torch.tensor([float("inf"), float("nan"), float("inf"), 1.0, 3.0], dtype=torch.float64)
    assert wrong_places(got, want).tolist() == [False, False, True, False, True]


def test_empty_tensors_and_single_numbers_are_compared() -> None:
    assert equal(Z(0, 3), Z(0, 3))
    assert equal(Z(0, 3), Z(0, 3), by_step=True)
    assert equal(Z(3, 0), Z(3, 0), by_step=True)
    assert not equal(Z(0, 3), Z(3, 0))
    assert not equal(torch.tensor(1.0), torch.tensor(2.0))
    assert not equal(torch.tensor([1, 2]), torch.tensor([1.0, 2.5]))
    assert equal(torch.tensor([True, False]), torch.tensor([1.0, 0.0]))


def test_by_step_a_later_large_step_does_not_excuse_an_early_small_one() -> None:
    want = torch.stack([torch.full((2, 2), 10.0**-k) for k in range(8, -1, -1)]).double()
    got = want.clone()
    got[2, 0, 1] *= 1.01
    assert wrong_places(got, want, by_step=True).nonzero().tolist() == [[2, 0, 1]]
    assert not wrong_places(got, want).any()


def test_by_step_a_gradient_with_the_axis_of_time_alone_is_compared() -> None:
    want = torch.tensor([1e-8, 1.0], dtype=torch.float64)
    assert wrong_places(torch.tensor([0.0, 1.0]).double(), want, by_step=True).tolist() == [True, False]


def told(operation: Callable[[], object]) -> tuple[str, str, str | None] | None:
    with pytest.raises((RuntimeError, IndexError)) as caught:
        operation()
    translation = translate(failure_of(caught.value, ()), DIMS)
    return (translation.kind, translation.message, translation.shapes) if translation else None


@pytest.mark.parametrize(
    ("operation", "message", "shapes"),
    [
        (
            lambda: torch.mv(Z(7, 16), Z(36)),
            "A product of (n, d) and (h,) does not exist: the inner sizes d and h differ.",
            "(n, d) @ (h,)",
        ),
        (
            lambda: torch.nn.functional.linear(Z(7, 16), Z(36, 36)),
            "A product of (n, d) and (h, h) does not exist: the inner sizes d and h differ.",
            "(n, d) @ (h, h)",
        ),
        (
            lambda: Z(5, 7, 16) @ Z(36, 36),
            "A product of (n·T, d) and (h, h) does not exist: the inner sizes d and h differ.",
            "(n·T, d) @ (h, h)",
        ),
        (
            lambda: torch.addmm(Z(36), Z(7, 16), Z(36, 36)),
            "A product of (n, d) and (h, h) does not exist: the inner sizes d and h differ.",
            "(n, d) @ (h, h)",
        ),
        (
            lambda: torch.hstack([Z(7, 16), Z(5, 36)]),
            "Concatenating along axis 1 needs all other axes equal, and here one is n and another T. "
            "Along which axis do the two tensors lie side by side?",
            "n and T",
        ),
        (
            lambda: torch.stack([Z(7), Z(())]),
            "Only tensors of one shape can be stacked, and here one is (n,) and another ().",
            "(n,) and ()",
        ),
        (
            lambda: Z(7, 16).reshape(-1, 5),
            "A tensor of n·d numbers cannot be reshaped to (-1, T).",
            "n·d to (-1, T)",
        ),
        (
            lambda: Z(7, 16).expand(7, 36),
            "Two tensors that meet elementwise have h and d on axis 1 (counted from 0). They must agree there.",
            "h and d",
        ),
        (
            lambda: Z(5, 7, 36).__setitem__((slice(None), 0), Z(7, 36)),
            "Two tensors that meet elementwise have T and n on axis 0 (counted from 0). They must agree there.",
            "T and n",
        ),
        (
            lambda: Z(7, 16).transpose(1, 2),
            "There is no axis 2: the tensor has axes -2 to 1 only.",
            "axis 2",
        ),
        (
            lambda: Z(7, 16)[:, torch.tensor([16])],
            "Index 16 is outside axis 0, which has d places, 0 to d-1.",
            "d",
        ),
        (
            lambda: Z(7, 16).__setitem__(torch.tensor([0, 1]), Z(5, 16)),
            "A tensor of shape (T, d) does not fit into a place of shape (2, d).",
            "(T, d) into (2, d)",
        ),
    ],
)
def test_yet_other_operations_are_told_in_names(operation: Callable[[], object], message: str, shapes: str) -> None:
    assert told(operation) == ("shape_mismatch", message, shapes)


@pytest.mark.parametrize(
    "operation",
    [
        lambda: Z(7, 16) @ Z(16, 36).double(),
        lambda: Z(7, 16).double().addmm_(Z(7, 16), Z(16, 16)),
        lambda: torch.dot(Z(3), Z(3).double()),
        lambda: torch.bmm(Z(1, 2, 3), Z(1, 3, 2).double()),
        lambda: torch.nn.functional.linear(Z(7, 16), Z(36, 16).double()),
        lambda: torch.einsum("nd,dh->nh", Z(7, 16), Z(16, 36).double()),
        lambda: Z(7, 16).index_copy_(0, torch.tensor([0]), Z(1, 16).double()),
        pytest.param(lambda: Z(3).__setitem__(torch.tensor([0]), torch.ones(1).double())),
    ],
)
def test_every_clash_of_dtypes_is_one(operation: Callable[[], object]) -> None:
    found = told(operation)
    assert found is not None
    assert found[0] == "dtype_mismatch"


@pytest.mark.parametrize("operation", [lambda: Z(5, 7)[-6], lambda: torch.dot(Z(16), Z(36)), lambda: Z(16) @ Z(36)])
def test_a_negative_index_and_two_vectors_are_told_in_names(operation: Callable[[], object]) -> None:
    found = told(operation)
    assert found is not None
    assert found[0] == "shape_mismatch"


def test_an_axis_of_no_places_has_none_to_be_in() -> None:
    found = told(lambda: Z(0)[0])
    assert found is not None
    assert "0 to 0-1" not in found[1]


def evidence_of(
    function: Callable[..., object], change: Callable[[Observation], Observation] = lambda o: o
) -> Evidence:
    exercise = find("rnn_forward")
    answers = Answers.of(exercise)
    pairs = [Pair(p, change(observe(function, p)), answers.expected(p)) for p in answers.plan.probes]
    from grader.worker.load import describe_function

    return Evidence(exercise, answers.plan.contract, describe_function(exercise.id, function), tuple(pairs), "")


def test_the_flow_of_the_reference_is_that_of_its_gradients() -> None:
    evidence = evidence_of(find("rnn_forward").implementation())
    flow = gradient_flow(evidence)
    long = evidence.pair(LONG)
    assert flow is not None
    assert long is not None
    assert long.expected.gradients is not None
    gradient = long.expected.gradients["X"]
    assert gradient is not None
    assert flow.norms == pytest.approx([float(step.norm()) for step in gradient])
    assert flow.verdict in ("stable", "vanishing")


def test_a_result_that_no_gradient_reaches_is_detached_over_all_sixty_steps() -> None:
    def detached(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        states, last = find("rnn_forward").implementation()(X, H, W_xh, W_hh, b_h)
        return states.detach(), last.detach()

    flow = gradient_flow(evidence_of(detached))
    assert flow is not None
    assert (flow.norms, flow.verdict) == ((0.0,) * 60, "detached")


def test_an_argument_with_other_data_is_judged_and_no_error_of_the_grader(submission_folder: Path) -> None:
    import importlib.util

    path = submission_folder / "probing/replaces_the_data_of_x.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    judgement = judge(evidence_of(module.rnn_forward), Loaded())
    assert judgement.scored is not None
    assert not judgement.scored.passed


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(torch.ones(3)),
        pytest.param(torch.ones(3, 2, dtype=torch.int64)),
        torch.ones(3, 2),
        torch.tensor(1.0),
        torch.full((60, 2, 2), float("nan")),
    ],
    ids=["one axis", "integers", "two axes", "none", "nan"],
)
def test_a_forged_gradient_is_a_failure_of_the_submission(forged: Tensor) -> None:
    def forge(seen: Observation) -> Observation:
        return replace(seen, gradients={**seen.gradients, "X": forged}) if seen.gradients else seen

    judgement = judge(evidence_of(find("rnn_forward").implementation(), forge), Loaded())
    assert judgement.scored is not None
    assert [stage.id for stage in judgement.scored.stages if stage.outcome == "failed"] == ["gradient"]
