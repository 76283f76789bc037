"""One function observes the student's code and the reference alike: what does it see?"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.worker.call import observe
from grader.worker.probe import Observation, Probe

EVERYTHING = ("gradients", "purity", "operations")
X, W = torch.linspace(-1, 1, 6).double().reshape(2, 3), torch.linspace(0, 1, 12).double().reshape(3, 4)
V = torch.linspace(1, 2, 8).double().reshape(2, 4)


def seen(function: Callable[..., object], results: int = 1) -> Observation:
    return observe(function, Probe("x", "f", {}, {"X": X, "W": W}, (V,) * results, EVERYTHING))


def only(observation: Observation) -> Tensor:
    assert observation.failure is None, observation.failure
    assert observation.result is not None
    (leaf,) = observation.result.leaves
    assert leaf.data is not None
    return leaf.data


def test_results_and_vector_jacobian_products_are_those_of_autograd() -> None:
    got = seen(lambda X, W: torch.tanh(X @ W))
    x, w = X.clone().requires_grad_(), W.clone().requires_grad_()
    expected = torch.tanh(x @ w)
    expected.backward(V)
    assert torch.equal(only(got), expected.detach())
    assert got.gradients is not None
    assert torch.allclose(got.gradients["X"], x.grad)
    assert torch.allclose(got.gradients["W"], w.grad)


def test_an_argument_that_no_gradient_reaches_has_none() -> None:
    gradients = seen(lambda X, W: X @ W.detach()).gradients
    assert gradients is not None
    assert gradients["W"] is None
    assert gradients["X"] is not None
    assert seen(lambda X, W: (X @ W).detach()).gradients == {"X": None, "W": None}


def test_what_changes_from_call_to_call_shows_in_the_repetition() -> None:
    calls: list[int] = []

    def counts(X: Tensor, W: Tensor) -> Tensor:
        calls.append(1)
        return X @ W + len(calls)

    got = seen(counts)
    assert got.result is not None
    assert got.repeated is not None
    assert not torch.equal(got.result.leaves[0].data, got.repeated.leaves[0].data)


def test_a_modified_argument_is_seen_as_it_is_after_the_calls_and_the_probe_is_not_touched() -> None:
    before = X.clone()
    got = seen(lambda X, W: X.mul_(2) @ W)
    assert torch.equal(got.after["X"].data, before * 4)
    assert "W" not in got.after
    assert torch.equal(X, before)


def test_traces_left_on_an_argument_are_seen() -> None:
    def leaves_traces(X: Tensor, W: Tensor) -> Tensor:
        X.requires_grad_()
        W.grad = torch.ones_like(W)
        return X @ W

    assert seen(leaves_traces).side_effects == ("X.requires_grad", "W.grad")


@pytest.mark.parametrize("reseed", [lambda: torch.manual_seed(3), lambda: random.seed(3)])
def test_reseeding_a_global_generator_is_seen(reseed: Callable[[], object]) -> None:
    assert "reseeded" in seen(lambda X, W: (reseed(), X @ W)[1]).side_effects


def test_drawing_random_numbers_and_not_using_them_is_no_side_effect() -> None:
    assert seen(lambda X, W: (torch.rand(3), random.random(), X @ W)[2]).side_effects == ()


def test_memory_that_is_never_written_is_nan_every_time() -> None:
    assert only(seen(lambda X, W: torch.empty(2, 4, dtype=X.dtype))).isnan().all()
    assert only(seen(lambda X, W: X.new_empty(2, 4))).isnan().all()
    assert not torch.are_deterministic_algorithms_enabled()


@pytest.mark.parametrize(
    ("products", "function"),
    [
        (1, lambda X, W: X @ W),
        (1, lambda X, W: X.mm(W)),
        (1, lambda X, W: torch.addmm(torch.zeros(4).double(), X, W)),
        (1, lambda X, W: torch.einsum("nd,dh->nh", X, W)),
        (1, lambda X, W: F.linear(X, W.T)),
        (1, lambda X, W: torch.bmm(X[None], W[None])[0]),
        (1, lambda X, W: torch.tensordot(X, W, 1)),
        (1, lambda X, W: torch.vmap(lambda x: x @ W)(X)),
        (2, lambda X, W: torch.stack([x @ W for x in X])),
        (2, lambda X, W: X[:, :1] @ W[:1] + X[:, 1:] @ W[1:]),
        (0, lambda X, W: (X[:, :, None] * W).sum(1)),
    ],
)
def test_matrix_products_are_counted_however_they_are_written(products: int, function: Callable[..., Tensor]) -> None:
    got = seen(function)
    assert torch.allclose(only(got), X @ W)
    assert got.products == products


def test_an_exception_becomes_a_failure_and_only_the_wish_to_stop_passes() -> None:
    def fails(error: type[BaseException]) -> Callable[..., object]:
        def function(X: Tensor, W: Tensor) -> Tensor:
            raise error("no")

        return function

    kinds = {error: seen(fails(error)).failure for error in (ValueError, SystemExit, NotImplementedError, MemoryError)}
    assert [failure.kind for failure in kinds.values() if failure] == [
        "exception",
        "exited",
        "not_implemented",
        "out_of_memory",
    ]
    with pytest.raises(KeyboardInterrupt):
        seen(fails(KeyboardInterrupt))


def test_an_operation_that_torch_has_not_implemented_is_no_unattempted_exercise() -> None:
    got = seen(lambda X, W: torch.nn.Module()(X))
    assert got.failure is not None
    assert got.failure.kind == "exception"


class Liar(Tensor):
    """Claims another shape and that everything equals it."""

    @property
    def shape(self) -> torch.Size:  # type: ignore[override]
        return torch.Size((2, 4))

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return True

    __hash__ = Tensor.__hash__


def test_a_lying_subclass_is_read_as_the_tensor_that_it_is() -> None:
    got = seen(lambda X, W: torch.zeros(3).as_subclass(Liar))
    assert got.result is not None
    assert got.result.leaves[0].shape == (3,)


class Pretender:
    """Says that it is a tensor."""

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return Tensor


def test_a_lying_class_is_not_believed() -> None:
    got = seen(lambda X, W: Pretender())
    assert got.result is not None
    assert got.result.leaves[0].kind == "a value of type Pretender"


@pytest.mark.parametrize(
    ("value", "shapes", "notes"),
    [
        (lambda Y: Y, [(2, 4)], ()),
        (lambda Y: (Y,), [(2, 4)], ("one_tuple:0",)),
        (list, [(2, 4)], ("list:0",)),
        (lambda Y: (list(Y),), [(2, 4)], ("one_tuple:0", "list:0")),
        (lambda Y: [Y, Y[0]], [()], ()),
        (lambda Y: (Y, Y), [()], ()),
    ],
)
def test_lists_and_tuples_of_one_are_accepted_with_a_note(
    value: Callable[[Tensor], object], shapes: list[tuple[int, ...]], notes: tuple[str, ...]
) -> None:
    result = seen(lambda X, W: value(X @ W)).result
    assert result is not None
    assert [leaf.shape for leaf in result.leaves] == shapes
    assert result.notes == notes


def test_two_results_are_a_tuple_of_two_and_nothing_else() -> None:
    pair = seen(lambda X, W: (list(X @ W), (X @ W,)), results=2).result
    assert pair is not None
    assert [leaf.shape for leaf in pair.leaves] == [(2, 4), (2, 4)]
    assert pair.notes == ("list:0", "one_tuple:1")
    for other in (lambda X, W: [X @ W, X @ W], lambda X, W: X @ W, lambda X, W: None):
        result = seen(other, results=2).result
        assert result is not None
        assert result.leaves == ()


def test_a_gigabyte_travels_without_its_numbers_and_is_not_asked_for_again() -> None:
    got = seen(lambda X, W: torch.zeros(1).expand(1 << 15, 1 << 15))
    assert got.result is not None
    assert got.result.leaves[0].shape == (1 << 15, 1 << 15)
    assert got.result.leaves[0].data is None
    assert got.repeated is None
