"""Observe, further: fused kernels, side effects one by one, failures of every kind, and what is not imported."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.worker.call import observe
from grader.worker.probe import Observation, Probe

ALL = ("gradients", "purity", "operations")
X, W = torch.linspace(-1, 1, 6).double().reshape(2, 3), torch.linspace(0, 1, 12).double().reshape(3, 4)
V = torch.linspace(1, 2, 8).double().reshape(2, 4)
PROBE = Probe("n = 1", "f", {}, {"X": X, "W": W}, (V,), ALL)

Function = Callable[..., object]


def seen(function: Function, probe: Probe = PROBE) -> Observation:
    return observe(function, probe)


def numbers(observation: Observation) -> Tensor:
    assert observation.failure is None, observation.failure
    assert observation.result is not None
    data = observation.result.leaves[0].data
    assert data is not None
    return data


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.integers(0, 1000))
def test_gradients_are_those_of_autograd_for_any_sizes(n: int, d: int, h: int, seed: int) -> None:
    rng = torch.Generator().manual_seed(seed)
    x, w, v = (torch.randn(shape, generator=rng, dtype=torch.float64) for shape in ((n, d), (d, h), (n, h)))
    got = seen(lambda X, W: torch.tanh(X @ W) * X.sum(), Probe("x", "f", {}, {"X": x, "W": w}, (v,), ALL))
    x.requires_grad_()
    w.requires_grad_()
    expected = torch.autograd.grad(torch.tanh(x @ w) * x.sum(), (x, w), v)
    assert got.gradients is not None
    assert list(got.gradients) == ["X", "W"]
    for mine, theirs in zip(got.gradients.values(), expected, strict=True):
        assert mine is not None
        assert torch.allclose(mine, theirs)


def test_gradients_of_two_results_are_added_up() -> None:
    got = seen(lambda X, W: (X @ W, (X @ W) ** 2), replace(PROBE, cotangents=(V, 2 * V)))
    x = X.clone().requires_grad_()
    (expected,) = torch.autograd.grad((V * (x @ W)).sum() + (2 * V * (x @ W) ** 2).sum(), x)
    assert got.gradients is not None
    assert got.gradients["X"] is not None
    assert torch.allclose(got.gradients["X"], expected)


def test_a_result_of_another_shape_brings_no_gradient() -> None:
    assert seen(lambda X, W: (X @ W).sum()).gradients == {"X": None, "W": None}


def test_arguments_that_are_not_floating_have_no_gradient_at_all() -> None:
    probe = replace(PROBE, arguments={"X": X, "rows": torch.tensor([0, 1]), "scale": 2.0, "W": W})
    got = seen(lambda X, rows, scale, W: scale * X[rows] @ W, probe)
    assert torch.allclose(numbers(got), 2 * X @ W)
    assert got.gradients is not None
    assert list(got.gradients) == ["X", "W"]


def test_an_in_place_write_to_a_leaf_is_a_failure_of_the_gradients_alone() -> None:
    got = seen(lambda X, W: X.add_(1) @ W)
    assert got.failure is None
    assert got.gradients is None
    assert got.gradient_failure is not None
    assert got.gradient_failure.type == "RuntimeError"


def test_only_what_the_probe_asks_for_is_collected() -> None:
    calls: list[bool] = []

    def counts(X: Tensor, W: Tensor) -> Tensor:
        calls.append(X.requires_grad)
        return X @ W

    got = seen(counts, replace(PROBE, collect=()))
    assert calls == [False]
    assert (got.repeated, got.gradients, got.products, got.after) == (None, None, None, {})
    calls.clear()
    seen(counts, replace(PROBE, collect=("gradients",)))
    assert calls == [False, True]


def test_gradients_are_on_even_if_the_caller_has_turned_them_off() -> None:
    with torch.no_grad():
        got = seen(lambda X, W: X @ W)
    assert got.gradients is not None
    assert got.gradients["X"] is not None


def test_code_that_turns_gradients_off_for_good_is_measured_all_the_same() -> None:
    def turns_off(X: Tensor, W: Tensor) -> Tensor:
        torch.set_grad_enabled(False)
        return X @ W

    got = seen(turns_off)
    assert torch.is_grad_enabled()
    assert got.gradients == {"X": None, "W": None}


@pytest.mark.parametrize(
    ("mark", "effects"),
    [
        (lambda X: X.requires_grad_(), ("X.requires_grad",)),
        (lambda X: setattr(X, "grad", torch.ones_like(X)), ("X.grad",)),
        (lambda X: X.clone().requires_grad_(), ()),
        (lambda X: torch.manual_seed(0), ("reseeded",)),
        (lambda X: numpy.random.seed(0), ("reseeded",)),
        (lambda X: torch.Generator().manual_seed(0), ()),
        (lambda X: numpy.random.default_rng(0).random(), ()),
        (lambda X: (torch.rand(3), numpy.random.rand(3)), ()),
    ],
)
def test_each_side_effect_is_told_apart(mark: Callable[[Tensor], object], effects: tuple[str, ...]) -> None:
    def function(X: Tensor, W: Tensor) -> Tensor:
        mark(X)
        return (X @ W).detach()

    assert seen(function).side_effects == effects


def test_random_numbers_in_the_result_differ_in_the_repetition() -> None:
    got = seen(lambda X, W: X @ W + torch.rand(4, dtype=X.dtype))
    assert got.repeated is not None
    assert not torch.equal(numbers(got), got.repeated.leaves[0].data)


@pytest.mark.parametrize("in_place", [lambda X: X.unsqueeze_(0), lambda X: X.resize_(3), lambda X: X.zero_()])
def test_an_argument_of_another_form_is_seen_after_the_call(in_place: Callable[[Tensor], Tensor]) -> None:
    def function(X: Tensor, W: Tensor) -> Tensor:
        result = X @ W if X.shape == (2, 3) else W.sum() * torch.ones(2, 4)
        in_place(X)
        return result

    expected = X.clone()
    in_place(in_place(expected))
    after = seen(function).after
    assert after["X"].shape == tuple(expected.shape)
    assert torch.equal(after["X"].data, expected)
    assert after.keys() == {"X"}


def test_a_result_that_shares_memory_with_an_argument_is_kept_as_it_was() -> None:
    def gives_a_view(X: Tensor, W: Tensor) -> Tensor:
        X += 1
        return X

    got = seen(gives_a_view)
    assert torch.equal(numbers(got), X + 1)
    assert got.repeated is not None
    assert torch.equal(got.repeated.leaves[0].data, X + 2)


def test_one_step_of_nn_rnn_cell_is_two_products_and_a_linear_layer_one() -> None:
    cell = torch.nn.RNNCell(3, 4, dtype=torch.float64)
    state = torch.zeros(2, 4, dtype=torch.float64)
    assert seen(lambda X, W: cell(X, state)).products == 2
    assert seen(lambda X, W: torch.ops.aten.linear(X, W.T)).products == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_products_inside_a_jit_traced_function_are_counted() -> None:
    traced = torch.jit.trace(lambda X, W: torch.tanh(X @ W) + X.exp() @ W, (X, W))
    got = seen(traced)
    assert torch.allclose(numbers(got), torch.tanh(X @ W) + X.exp() @ W)
    assert got.products == 2


@pytest.mark.parametrize(
    ("products", "function"),
    [
        (1, lambda X, W: torch.baddbmm(torch.zeros(1, 1, 1).double(), X[None], W[None])[0]),
        (1, lambda X, W: X.matmul(W)),
        (1, lambda X, W: torch.inner(X, W.T)),
        (1, lambda X, W: torch.addbmm(torch.zeros(4).double(), X[None], W[None])),
        (8, lambda X, W: torch.stack([torch.dot(x, w) for x in X for w in W.T]).reshape(2, 4)),
        (4, lambda X, W: torch.stack([X.mv(w) for w in W.T], 1)),
        (1, lambda X, W: torch.cat((X, X), 1) @ torch.cat((W, W)) / 2),
    ],
)
def test_products_are_counted_in_yet_other_spellings(products: int, function: Callable[..., Tensor]) -> None:
    got = seen(function)
    assert torch.allclose(numbers(got), X @ W)
    assert got.products == products


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ValueError("x"), "exception"),
        (NotImplementedError(), "not_implemented"),
        (SystemExit(2), "exited"),
        (MemoryError(), "out_of_memory"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), "out_of_memory"),
        (GeneratorExit(), "exception"),
        (BaseException("bare"), "exception"),
        (StopIteration(3), "exception"),
        (ExceptionGroup("several", [ValueError("x")]), "exception"),
    ],
)
def test_whatever_is_raised_is_a_failure_of_its_kind(error: BaseException, kind: str) -> None:
    def fails(X: Tensor, W: Tensor) -> Tensor:
        raise error

    got = seen(fails)
    assert got.failure is not None
    assert (got.failure.kind, got.failure.type) == (kind, type(error).__name__)
    assert (got.result, got.repeated, got.gradients) == (None, None, None)


def test_an_exception_that_has_no_text_is_told_without_it() -> None:
    class Unprintable(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no text")

    def fails(X: Tensor, W: Tensor) -> Tensor:
        raise Unprintable

    got = seen(fails)
    assert got.failure is not None
    assert got.failure.message == "(the exception's text cannot be shown: its own __str__ fails)"


def test_an_exception_whose_text_exits_is_a_failure() -> None:
    class Unspeakable(Exception):
        def __str__(self) -> str:
            raise SystemExit(3)

    def fails(X: Tensor, W: Tensor) -> Tensor:
        raise Unspeakable

    assert seen(fails).failure is not None


def test_an_exception_whose_type_has_no_name_is_a_failure() -> None:
    class Nameless(type):
        @property
        def __name__(cls) -> str:  # type: ignore[override]
            raise ZeroDivisionError

    class Anonymous(Exception, metaclass=Nameless):
        pass

    def fails(X: Tensor, W: Tensor) -> Tensor:
        raise Anonymous

    got = None
    with contextlib.suppress(ZeroDivisionError):  # pytest, too, would trip over it
        got = seen(fails)
    assert got is not None


def test_a_text_of_megabytes_is_cut() -> None:
    def fails(X: Tensor, W: Tensor) -> Tensor:
        raise ValueError("x" * 10_000_000)

    got = seen(fails)
    assert got.failure is not None
    assert got.failure.message == "x" * 4000


def test_frames_are_those_of_the_students_files_only() -> None:
    def helper(X: Tensor, W: Tensor) -> Tensor:
        return torch.mm(W, X)

    def calls(X: Tensor, W: Tensor) -> Tensor:
        return helper(X, W) + 1

    outside = observe(calls, PROBE)
    inside = observe(calls, PROBE, files={__file__})
    assert outside.failure is not None
    assert inside.failure is not None
    assert outside.failure.frames == ()
    assert [frame.function for frame in inside.failure.frames] == ["calls", "helper"]
    assert inside.failure.frames[-1].expression == "torch.mm(W, X)"
    assert inside.failure.operands == (("W", (3, 4)), ("X", (2, 3)))


def test_recursion_shows_a_dozen_lines_and_no_more() -> None:
    def again(X: Tensor, W: Tensor) -> Tensor:
        return again(X, W)

    got = observe(again, PROBE, files={__file__})
    assert got.failure is not None
    assert got.failure.type == "RecursionError"
    assert len(got.failure.frames) == 12


def test_what_is_printed_after_the_first_call_is_repetition_even_if_that_fails() -> None:
    order: list[str] = []

    def fails(X: Tensor, W: Tensor) -> Tensor:
        order.append("call")
        raise ValueError

    observe(fails, PROBE, after_first_call=lambda: order.append("first call over"))
    assert order == ["call", "first call over"]
    order.clear()

    def works(X: Tensor, W: Tensor) -> Tensor:
        order.append("call")
        return X @ W

    observe(works, PROBE, after_first_call=lambda: order.append("first call over"))
    assert order == ["call", "first call over", "call", "call", "call"]


def test_uninitialised_memory_is_visible_only_while_something_is_observed() -> None:
    torch.use_deterministic_algorithms(False)
    inside: list[bool] = []
    seen(lambda X, W: (inside.append(torch.are_deterministic_algorithms_enabled()), X @ W)[1])
    assert inside
    assert all(inside)
    assert not torch.are_deterministic_algorithms_enabled()


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "None"),
        (3.0, "a value of type float"),
        ("text", "a value of type str"),
        (numpy.zeros(3), "a NumPy array"),
        ([], "a list of 0"),
        ((1, 2), "a tuple of 2"),
        ({}, "a value of type dict"),
        (torch.zeros(3).to_sparse(), "a tensor of layout torch.sparse_coo"),
    ],
)
def test_what_is_no_tensor_is_named_by_its_kind(value: object, kind: str) -> None:
    result = seen(lambda X, W: value).result
    assert result is not None
    (leaf,) = result.leaves
    assert (leaf.kind, leaf.shape, leaf.data) == (kind, (), None)


@pytest.mark.parametrize("odd", [X.clone().requires_grad_(), X.T, X[:1].expand(5, 3), X.to(torch.complex128).imag.T])
def test_any_strided_tensor_is_sent_as_its_numbers(odd: Tensor) -> None:
    got = seen(lambda X, W: odd)
    assert torch.equal(numbers(got), odd.detach())
    assert numbers(got).is_contiguous()


def test_nothing_that_takes_seconds_to_import_is_imported() -> None:
    code = (
        "import sys, torch\n"
        "before = {'torch._dynamo', 'sympy'} & set(sys.modules)\n"
        "from grader.worker.call import observe\n"
        "from grader.worker.probe import Probe\n"
        "X, W, b = torch.ones(2, 3), torch.ones(3, 4), torch.ones(4)\n"
        "probe = Probe('x', 'f', {}, {'X': X, 'W': W, 'b': b}, (torch.ones(2, 4),), "
        "('gradients', 'purity', 'operations'))\n"
        "seen = observe(lambda X, W, b: torch.tanh(torch.einsum('nd,dh->nh', X, W) + b), probe)\n"
        "assert seen.products == 1 and seen.gradients['X'] is not None and seen.repeated is not None, seen\n"
        "print(sorted(before), sorted({'torch._dynamo', 'sympy'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[] []"
