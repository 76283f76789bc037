"""Loops are told once: how often they ran, what they ran over, and every form of what they did."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor, nn

from grader.worker.traced import Form, Operation, Trace

Traced = Callable[..., Trace]
X, W, H = torch.ones(2, 3), torch.ones(3, 4), torch.ones(2, 4)
LINEAR = nn.Linear(3, 4)


def at(trace: Trace, text: str) -> Operation:
    """The one operation of that text."""
    (found,) = [operation for operation in trace.operations if operation.text == text]
    return found


def only_form(trace: Trace, text: str) -> Form:
    (form,) = at(trace, text).forms
    return form


def texts(trace: Trace) -> list[str]:
    return [operation.text for operation in trace.operations]


def test_a_comprehension_tells_what_it_runs_over_and_what_it_makes(traced: Traced) -> None:
    trace = traced(lambda X, W: torch.stack([x @ W for x in X]), X, W)
    assert texts(trace) == ["X", "x @ W", "torch.stack([x @ W for x in X])"]
    assert [operation.kind for operation in trace.operations] == ["iteration", "operation", "operation"]
    assert only_form(trace, "X") == Form(((2, 3),), ((3,),), ("float32",), pieces=2)
    assert only_form(trace, "x @ W") == Form(((3,), (3, 4)), ((4,),), ("float32",), times=2)


def loops(X: Tensor) -> None:
    for x in X.T.T:
        x + 1


def nested(X: Tensor) -> list[Tensor]:
    return [y for x in X for y in x]


@pytest.mark.parametrize(
    ("function", "over"),
    [
        (loops, ["X.T.T"]),
        (nested, ["X", "x"]),
        (lambda X: {i: x + 1 for i, x in enumerate(X)}, ["enumerate(X)"]),
        (lambda X: list(zip(X, strict=True)), ["zip(X, strict=True)"]),
        (lambda X: [*X], ["[*X]"]),
        (lambda X: sum(x for x in X), ["X"]),
        (lambda X: X.unbind(0), ["X.unbind(0)"]),
    ],
)
def test_iteration_over_a_tensor_is_told_by_what_is_iterated(
    traced: Traced, function: Callable[..., object], over: list[str]
) -> None:
    trace = traced(function, X)
    assert [operation.text for operation in trace.operations if operation.kind == "iteration"] == over


def test_a_generator_function_is_told_inside_and_not_as_a_call_for_every_yield(traced: Traced) -> None:
    def states(X, W) -> Iterator[Tensor]:
        for x in X:
            yield x @ W

    def layer(X, W):
        found = []
        for state in states(X, W):
            found.append(state)
        return torch.stack(found)

    trace = traced(layer, X, W)
    assert texts(trace) == ["X", "x @ W", "torch.stack(found)"]
    arguments = [(bound.name, bound.shapes) for bound in trace.bindings if bound.kind == "argument"]
    assert arguments == [(name, ((shape, 1),)) for name, shape in [("X", (2, 3)), ("W", (3, 4))] * 2]


def test_a_loop_over_parameters_is_no_call_that_spans_the_loop(traced: Traced) -> None:
    def norm(X):
        total = X.sum()
        for parameter in LINEAR.parameters():
            total = total + parameter.sum()
        return total

    assert texts(traced(norm, X)) == ["X.sum()", "parameter.sum()", "total + parameter.sum()"]


def test_a_loop_is_told_once_with_how_often_it_ran(traced: Traced) -> None:
    def forward(X, W, H):
        for _ in range(3):
            H = torch.tanh(X @ W + H)
        return H

    trace = traced(forward, X, W, H)
    assert [(operation.text, [form.times for form in operation.forms]) for operation in trace.operations] == [
        ("X @ W", [3]),
        ("X @ W + H", [3]),
        ("torch.tanh(X @ W + H)", [3]),
    ]
    assert len(trace.events) == 9


def test_a_change_of_shape_between_rounds_gives_several_forms_in_the_order_of_their_first_time(traced: Traced) -> None:
    def grows(X):
        rows = X[:1]
        for extra in (X, X, rows, X):
            rows = torch.cat((rows, extra))
        return [torch.zeros(n) for n in (3, 4, 3, 3)]

    trace = traced(grows, X)
    assert [form.results for form in at(trace, "torch.cat((rows, extra))").forms] == [((n, 3),) for n in (3, 5, 6, 8)]
    zeros = at(trace, "torch.zeros(n)").forms
    assert [(form.results, form.times) for form in zeros] == [(((3,),), 3), (((4,),), 1)]
    assert [event.form for event in trace.events[-4:]] == [0, 1, 0, 0]


def test_sixteen_forms_are_told_and_no_more(traced: Traced) -> None:
    trace = traced(lambda X: [torch.zeros(n) for n in range(40)], X)
    assert len(at(trace, "torch.zeros(n)").forms) == 16
    assert {event.form for event in trace.events} == set(range(16))


def test_pieces_of_one_shape_are_told_as_one_and_others_one_by_one(traced: Traced) -> None:
    trace = traced(lambda X: (X.split(1), torch.linalg.qr(X.T)), X)
    assert only_form(trace, "X.split(1)") == Form(((2, 3),), ((1, 3),), ("float32",), pieces=2)
    assert only_form(trace, "torch.linalg.qr(X.T)").results == ((3, 2), (2, 2))
