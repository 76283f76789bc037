"""A trace tells every sub-expression of the student's lines, with its text, its operands and its results."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import ModuleType

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from grader.worker.traced import Form, Operation, Trace

Traced = Callable[..., Trace]
Student = Callable[[str], ModuleType]
X, W, b, H = torch.ones(2, 3), torch.ones(3, 4), torch.ones(4), torch.ones(2, 4)


def at(trace: Trace, text: str) -> Operation:
    """The one operation of that text."""
    (found,) = [operation for operation in trace.operations if operation.text == text]
    return found


def only_form(trace: Trace, text: str) -> Form:
    (form,) = at(trace, text).forms
    return form


def listed(trace: Trace) -> list[tuple[str, str, str]]:
    return [(operation.kind, operation.name, operation.text) for operation in trace.operations]


def test_operators_and_functions_are_told_in_the_order_in_which_they_run(traced: Traced) -> None:
    def layer(X, W, b):
        return torch.tanh(X @ W + b)

    trace = traced(layer, X, W, b)
    assert listed(trace) == [
        ("operation", "matmul", "X @ W"),
        ("operation", "add", "X @ W + b"),
        ("operation", "tanh", "torch.tanh(X @ W + b)"),
    ]
    assert only_form(trace, "X @ W") == Form(((2, 3), (3, 4)), ((2, 4),), ("float32",))
    assert only_form(trace, "X @ W + b").operands == ((2, 4), (4,))
    place = at(trace, "X @ W").place
    assert (place.file, place.line, place.function) == (__file__, layer.__code__.co_firstlineno + 1, "layer")
    assert place.source[place.start : place.end] == "X @ W"


@pytest.mark.parametrize(
    ("function", "name", "text", "operands", "result"),
    [
        (lambda X, W: X.matmul(W), "matmul", "X.matmul(W)", ((2, 3), (3, 4)), (2, 4)),
        (lambda X, W: torch.matmul(input=X, other=W), "matmul", "torch.matmul(input=X, other=W)", None, (2, 4)),
        (lambda X, W: torch.einsum("nd,dh->nh", X, W), "einsum", 'torch.einsum("nd,dh->nh", X, W)', None, (2, 4)),
        (lambda X, W: F.relu(X), "relu", "F.relu(X)", ((2, 3),), (2, 3)),
        (lambda X, W: nn.functional.linear(X, W.T), "linear", "nn.functional.linear(X, W.T)", None, (2, 4)),
        (lambda X, W: torch.cat((X, X), dim=1), "cat", "torch.cat((X, X), dim=1)", ((2, 3), (2, 3)), (2, 6)),
        (lambda X, W: X.sum(), "sum", "X.sum()", ((2, 3),), ()),
        (lambda X, W: W.T, "__get__", "W.T", ((3, 4),), (4, 3)),
        (lambda X, W: X[:, 0], "__getitem__", "X[:, 0]", ((2, 3),), (2,)),
        (lambda X, W: -X, "neg", "-X", ((2, 3),), (2, 3)),
        (lambda X, W: abs(X), "abs", "abs(X)", ((2, 3),), (2, 3)),
        (lambda X, W: X.norm(dim=1), "norm", "X.norm(dim=1)", ((2, 3),), (2,)),
        (lambda X, W: torch.zeros(2, 5), "zeros", "torch.zeros(2, 5)", (), (2, 5)),
        (lambda X, W: functools.reduce(torch.add, [X, X]), "add", "functools.reduce(torch.add, [X, X])", None, (2, 3)),
    ],
)
def test_every_spelling_is_told_by_what_torch_calls_it(
    traced: Traced,
    function: Callable[..., Tensor],
    name: str,
    text: str,
    operands: tuple[tuple[int, ...], ...] | None,
    result: tuple[int, ...],
) -> None:
    trace = traced(function, X, W)
    assert (at(trace, text).kind, at(trace, text).name) == ("operation", name)
    assert only_form(trace, text).results == (result,)
    if operands is not None:
        assert only_form(trace, text).operands == operands


def test_questions_about_a_tensor_are_no_operations(traced: Traced) -> None:
    trace = traced(lambda X: (X.shape, X.size(0), X.dim(), len(X), X.numel(), X.dtype, X.requires_grad), X)
    assert trace.operations == ()


def test_a_helper_is_told_inside_and_as_a_call(traced: Traced) -> None:
    def project(x, w):
        return x @ w

    def layer(X, W):
        return project(X, W) + 1

    trace = traced(layer, X, W)
    assert listed(trace)[:2] == [("operation", "matmul", "x @ w"), ("call", "project", "project(X, W)")]
    assert only_form(trace, "project(X, W)") == Form(((2, 3), (3, 4)), ((2, 4),), ("float32",))


def test_a_call_is_told_with_what_it_was_given_and_not_with_what_it_knows_besides(traced: Traced) -> None:
    def layer(X, W):
        def project(x, *more, **named):
            return x @ W + more[0] + named["last"]

        return project(X, H, last=H)

    assert only_form(traced(layer, X, W), "project(X, H, last=H)").operands == ((2, 3), (2, 4), (2, 4))


def test_decorated_functions_are_told_once_for_each_layer(traced: Traced) -> None:
    def twice(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
        @functools.wraps(function)
        def inner(*args, **kwargs):
            return function(*args, **kwargs) * 2

        return inner

    @twice
    def project(X, W):
        return X @ W

    trace = traced(lambda X, W: project(X, W=W), X, W)
    assert [name for _, name, _ in listed(trace)] == ["matmul", "project", "mul", "inner"]
    assert only_form(trace, "project(X, W=W)").operands == ((2, 3), (3, 4))


class Cell:
    """A class that is no module."""

    def __init__(self, W: Tensor) -> None:
        self.W = W

    @property
    def doubled(self) -> Tensor:
        return self.W * 2

    @staticmethod
    def shifted(x: Tensor) -> Tensor:
        return x + 1

    def step(self, x: Tensor) -> Tensor:
        return x @ self.doubled

    def __call__(self, x: Tensor) -> Tensor:
        return self.step(self.shifted(x))


def test_methods_properties_and_objects_that_are_called_are_told_as_calls(traced: Traced) -> None:
    trace = traced(lambda X, W: Cell(W)(X), X, W)
    assert listed(trace) == [
        ("operation", "add", "x + 1"),
        ("call", "shifted", "self.shifted(x)"),
        ("operation", "mul", "self.W * 2"),
        ("call", "doubled", "self.doubled"),
        ("operation", "matmul", "x @ self.doubled"),
        ("call", "step", "self.step(self.shifted(x))"),
        ("call", "__call__", "Cell(W)(X)"),
    ]
    assert only_form(trace, "Cell(W)(X)").operands == ((2, 3),)
    assert at(trace, "x @ self.doubled").place.function == "step"


class Net(nn.Module):
    """A module of the student's own."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(3, 4), nn.Tanh())
        self.rnn = nn.RNN(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.layers(x)
        return self.rnn(hidden)[0]


def test_a_module_is_named_by_its_class_and_not_looked_into_where_it_is_of_torch(traced: Traced) -> None:
    net = Net()
    trace = traced(lambda X: net(X) * 1, X)
    modules = [(o.name, o.text, o.forms[0].results) for o in trace.operations if o.kind == "module"]
    assert modules == [
        ("nn.Sequential", "self.layers(x)", ((2, 4),)),
        ("nn.RNN", "self.rnn(hidden)", ((2, 5), (1, 5))),
        ("Net", "net(X)", ((2, 5),)),
    ]
    assert [operation.text for operation in trace.operations if operation.kind == "operation"] == ["net(X) * 1"]


def test_operations_in_place_writes_and_out_are_seen(traced: Traced) -> None:
    def writes(X, W):
        Z = torch.zeros(2, 4)
        Z += X @ W
        Z.mul_(2)
        Z[:, 0] = 3
        Z[0] = W[0]
        torch.add(Z, 1, out=Z)
        return Z

    trace = traced(writes, X, W)
    assert listed(trace)[2:] == [
        ("operation", "add_", "Z += X @ W"),
        ("operation", "mul_", "Z.mul_(2)"),
        ("write", "__setitem__", "Z[:, 0]"),
        ("operation", "__getitem__", "W[0]"),
        ("write", "__setitem__", "Z[0]"),
        ("write", "add", "torch.add(Z, 1, out=Z)"),
    ]
    assert only_form(trace, "Z[:, 0]") == Form((), ((2,),), ("float32",))
    assert only_form(trace, "Z[0]") == Form(((4,),), ((4,),), ("float32",))
    assert only_form(trace, "torch.add(Z, 1, out=Z)").operands == ((2, 4), (2, 4))


def test_recursion_and_lines_of_other_files_are_told_by_the_students_nearest_line(traced: Traced) -> None:
    def powers(X, n):
        return X if n == 0 else powers(X * 2, n - 1)

    trace = traced(powers, X, 3)
    assert [(text, at(trace, text).forms[0].times) for _, _, text in listed(trace)] == [
        ("X * 2", 3),
        ("powers(X * 2, n - 1)", 3),
    ]
    trace = traced(lambda X: torch.autograd.functional.jacobian(lambda x: (x * x).sum(), X), X)
    assert [text for _, _, text in listed(trace)][:2] == ["x * x", "(x * x).sum()"]
    assert listed(trace)[-1][:2] == ("call", "jacobian")


def test_a_chain_of_methods_over_several_lines_is_told_step_by_step(traced: Traced, student: Student) -> None:
    trace = traced(student("over_lines").chained, X, W)
    assert [(o.text, o.place.line, o.place.end_line) for o in trace.operations] == [
        ("X.matmul(W)", 8, 8),
        ("X.matmul(W).sum(dim=1)", 8, 9),
        ("X.matmul(W).sum(dim=1).unsqueeze(1)", 8, 10),
    ]


def test_names_that_are_not_ascii_do_not_shift_columns(traced: Traced, student: Student) -> None:
    trace = traced(student("over_lines").größe, X, W)
    assert [o.place.source[o.place.start : o.place.end] for o in trace.operations] == [
        "X @ W",
        "torch.tanh(größe)",
        "torch.tanh(größe) + größe",
    ]
    assert [bound.name for bound in trace.bindings] == ["X", "W", "größe", "größe"]
