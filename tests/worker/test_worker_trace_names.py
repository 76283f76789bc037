"""A trace tells what names were bound to, how far a call came that failed, and leaves the interpreter as it was."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.worker.trace import Tracer
from grader.worker.traced import Form, Operation, Trace

Traced = Callable[..., Trace]
X, W, b = torch.ones(2, 3), torch.ones(3, 4), torch.ones(4)


def names(trace: Trace, function: Callable[..., object]) -> list[tuple[int, str, str, tuple[tuple[int, ...], ...]]]:
    """Line (counted from that of the `def`), kind, name and shapes of every binding in this file."""
    first = function.__code__.co_firstlineno
    return [(each.line - first, each.kind, each.name, tuple(s for s, _ in each.shapes)) for each in trace.bindings]


def failed(trace: Trace) -> Operation:
    (operation,) = [operation for operation in trace.operations if operation.failed]
    return operation


def test_arguments_locals_and_results_are_bound_where_they_stand(traced: Traced) -> None:
    def layer(X, W):
        Z = X @ W
        n = len(Z)
        return Z * n

    assert names(traced(layer, X, W), layer) == [
        (0, "argument", "X", ((2, 3),)),
        (0, "argument", "W", ((3, 4),)),
        (1, "local", "Z", ((2, 4),)),
        (3, "result", "layer", ((2, 4),)),
    ]


def test_every_way_of_binding_a_name_is_seen(traced: Traced) -> None:
    def binds(X, *, W):
        first = last = X + 1
        (a, b), c = X, W
        for row in X:
            d = row
        with torch.no_grad():
            e = W.T
        if (f := X.sum()) > 0:
            last = e

        def inner():
            nonlocal first
            first = W[0]

        inner()
        return a, b, c, d, f, last

    trace = traced(lambda X, W: binds(X, W=W), X, W)
    local = {(line, name): shapes for line, kind, name, shapes in names(trace, binds) if kind == "local"}
    assert local == {
        (1, "first"): ((2, 3),),
        (1, "last"): ((2, 3),),
        (2, "a"): ((3,),),
        (2, "b"): ((3,),),
        (2, "c"): ((3, 4),),
        (3, "row"): ((3,),),
        (4, "d"): ((3,),),
        (6, "e"): ((4, 3),),
        (7, "f"): ((),),
        (8, "last"): ((4, 3),),
        (12, "first"): ((4,),),
    }


def test_a_name_that_changes_its_shape_has_all_of_them_with_how_often(traced: Traced) -> None:
    def grows(X):
        for _ in range(3):
            X = torch.cat((X, X))
        for _ in range(4):
            Y = X.T
        return Y

    bound = {(each.name, each.kind): each.shapes for each in traced(grows, X).bindings}
    assert bound["X", "local"] == (((4, 3), 1), ((8, 3), 1), ((16, 3), 1))
    assert bound["Y", "local"] == (((3, 16), 4),)


def test_several_results_are_told_one_by_one_and_lambdas_have_no_name(traced: Traced) -> None:
    def pair(X):
        return X.sum(), X

    trace = traced(lambda X: pair(X)[1], X)
    results = [(each.name, each.shapes) for each in trace.bindings if each.kind == "result"]
    assert results == [("pair[0]", (((), 1),)), ("pair[1]", (((2, 3), 1),))]


def test_a_line_that_fails_binds_nothing(traced: Traced) -> None:
    def fails(X, W):
        Z = X
        try:
            Z = W @ X
        except RuntimeError:
            Y = Z
        return Y

    local = [(line, name) for line, kind, name, _ in names(traced(fails, X, W), fails) if kind == "local"]
    assert local == [(1, "Z"), (5, "Y")]


def writes_too_much(X: Tensor, W: Tensor) -> None:
    X[:, 0] = W


def adds_too_much(X: Tensor, W: Tensor) -> None:
    X += W


@pytest.mark.parametrize(
    ("function", "text", "operands"),
    [
        (lambda X, W: W @ X, "W @ X", ((3, 4), (2, 3))),
        (lambda X, W: X + W, "X + W", ((2, 3), (3, 4))),
        (lambda X, W: F.linear(X, W, None), "F.linear(X, W, None)", ((2, 3), (3, 4))),
        (lambda X, W: X.view(7), "X.view(7)", ((2, 3),)),
        (lambda X, W: torch.cat((X, W)), "torch.cat((X, W))", ((2, 3), (3, 4))),
        (lambda X, W: X[5], "X[5]", ((2, 3),)),
        (writes_too_much, "X[:, 0]", ((2, 3), (3, 4))),
        (adds_too_much, "X += W", ((2, 3), (3, 4))),
    ],
)
def test_the_operation_that_fails_is_told_with_its_operands(
    traced: Traced, function: Callable[..., object], text: str, operands: tuple[tuple[int, ...], ...]
) -> None:
    trace = traced(function, X.clone(), W)
    assert failed(trace).text == text
    assert failed(trace).forms == (Form(operands, (), ()),)
    assert trace.operations[-1] == failed(trace)


def test_what_ran_before_a_failure_is_told(traced: Traced) -> None:
    def forward(X, W):
        Y = X * 2
        for w in (W, W, W.T):
            Z = Y @ w
        return Z

    trace = traced(forward, X, W)
    assert [operation.text for operation in trace.operations] == ["X * 2", "W.T", "Y @ w"]
    assert [(form.results, form.times) for form in failed(trace).forms] == [(((2, 4),), 2), ((), 1)]
    assert [bound.name for bound in trace.bindings] == ["X", "W", "Y", "w", "Z"]
    assert trace.results == ((),)


def test_a_failure_that_is_caught_is_told_and_the_trace_goes_on(traced: Traced) -> None:
    def tries(X, W):
        try:
            return W @ X
        except RuntimeError:
            return X @ W

    trace = traced(tries, X, W)
    assert [(operation.text, operation.failed) for operation in trace.operations] == [("W @ X", True), ("X @ W", False)]
    assert len(trace.events) == 1


@pytest.mark.parametrize(
    ("function", "texts"),
    [
        (lambda X, W: X.numpy() @ W.numpy(), ["X.numpy()", "W.numpy()"]),
        (lambda X, W: np.asarray(X), ["np.asarray(X)"]),
        (lambda X, W: torch.tensor(np.tanh(X)), ["np.tanh(X)"]),
        (lambda X, W: X.sum().item(), ["X.sum().item()"]),
        (lambda X, W: torch.tensor(X.tolist()), ["X.tolist()"]),
        (lambda X, W: float(X[0, 0]), ["float(X[0, 0])"]),
    ],
)
def test_the_line_where_the_numbers_leave_torch_is_told(
    traced: Traced, function: Callable[..., object], texts: list[str]
) -> None:
    leaving = [operation for operation in traced(function, X, W).operations if operation.kind == "leaves"]
    assert [operation.text for operation in leaving] == texts
    assert all(operation.forms[0].results == () for operation in leaving)


class Wish(BaseException):
    """Not to be caught by anybody."""


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, Wish])
def test_the_trace_function_of_before_is_back_whatever_was_raised(error: type[BaseException]) -> None:
    def mine(frame: FrameType, event: str, arg: Any) -> None:
        return None

    def fails(X: Tensor) -> Tensor:
        sys.settrace(None)
        raise error(X + 1)

    before, seen = sys.gettrace(), None
    sys.settrace(mine)
    try:
        with pytest.raises(error), Tracer({__file__}):
            fails(X)
        seen = sys.gettrace()
    finally:
        sys.settrace(before)
    assert seen is mine
    assert torch._C._len_torch_function_stack() == 0


def test_a_student_who_stops_tracing_loses_names_and_no_operations(traced: Traced) -> None:
    def stops(X):
        sys.settrace(None)
        Y = X + 1
        return Y * 2

    assert [operation.text for operation in traced(stops, X).operations] == ["X + 1", "Y * 2"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_compiled_code_is_not_looked_into_and_does_not_end_the_trace(traced: Traced) -> None:
    @torch.jit.script
    def compiled(x):
        return torch.tanh(x) + 1

    def layer(X):
        Y = compiled(X)
        return Y * 2

    trace = traced(layer, X)
    assert [operation.text for operation in trace.operations] == ["Y * 2"]
    assert [(each.name, each.kind) for each in trace.bindings] == [
        ("X", "argument"),
        ("Y", "local"),
        ("layer", "result"),
    ]


def test_a_function_that_is_vectorised_is_traced_as_it_sees_one_row(traced: Traced) -> None:
    trace = traced(lambda X, W: torch.vmap(lambda x: torch.tanh(x @ W))(X), X, W, values=True)
    assert [(operation.text, operation.forms[0].results) for operation in trace.operations] == [
        ("x @ W", ((4,),)),
        ("torch.tanh(x @ W)", ((4,),)),
        ("torch.vmap(lambda x: torch.tanh(x @ W))(X)", ((2, 4),)),
    ]


class Liar(Tensor):
    """Claims another shape."""

    @property
    def shape(self) -> torch.Size:  # type: ignore[override]
        return torch.Size((9, 9))


def test_a_subclass_is_told_by_the_shape_that_it_has(traced: Traced) -> None:
    def layer(X, W):
        Y = X @ W
        return Y + 1

    trace = traced(layer, X.as_subclass(Liar), W, values=True)
    assert [form.results for operation in trace.operations for form in operation.forms] == [((2, 4),), ((2, 4),)]
    assert [each.shapes for each in trace.bindings if each.name == "Y"] == [(((2, 4), 1),)]
    assert all(type(value) is Tensor for event in trace.events for value in event.data)


@pytest.mark.parametrize(
    ("function", "shape"),
    [
        (lambda X: torch.ones(3, device="meta") + 1, (3,)),
        (lambda X: torch.nested.nested_tensor([X[0], X[1]]), ()),
        (lambda X: X.to_sparse(), (2, 3)),
        (lambda X: X.to(torch.complex64).conj(), (2, 3)),
        (lambda X: torch.zeros(0, 3), (0, 3)),
    ],
)
@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_odd_tensors_do_not_end_the_trace(
    traced: Traced, function: Callable[..., Tensor], shape: tuple[int, ...]
) -> None:
    trace = traced(function, X, values=True)
    assert not any(operation.failed for operation in trace.operations)
    assert trace.operations[-1].forms[0].results == (shape,)
    assert trace.results == ((len(trace.events) - 1,),)
