"""Events tell what came from what; values are copies of what it was then, few and small enough; cuts are seen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from grader.worker import trace as tracing
from grader.worker.trace import Tracer
from grader.worker.traced import UNSEEN, Event, Trace

Traced = Callable[..., Trace]
X, W, b, H = torch.randn(2, 3), torch.randn(3, 4), torch.randn(4), torch.randn(2, 4)


def reached(trace: Trace, leaf: int = 0) -> set[int]:
    """The places of the arguments that a result comes from."""
    waiting, found, seen = list(trace.results[leaf]), set[int](), set[int]()
    while waiting:
        event = waiting.pop()
        if event < 0:
            found.add(-1 - event)
        elif event not in seen:
            seen.add(event)
            waiting += trace.events[event].sources
    return found


def named(trace: Trace, text: str) -> list[Event]:
    """The events of the one operation of that text."""
    (place,) = [i for i, operation in enumerate(trace.operations) if operation.text == text]
    return [event for event in trace.events if event.operation == place]


def writes(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    Z = torch.zeros(2, 4)
    Z[:] = X @ W
    return Z


def copies(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    return torch.zeros(4).copy_(b)


def steps(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    state = torch.zeros(4)
    for x in X:
        state = torch.tanh(x @ W + state)
    return state


class Layer(nn.Module):
    """Keeps its weight as an attribute."""

    def __init__(self, W: Tensor) -> None:
        super().__init__()
        self.W = W

    def forward(self, X: Tensor) -> Tensor:
        return X @ self.W


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (lambda X, W, b: X @ W + b, {0, 1, 2}),
        (lambda X, W, b: X.T, {0}),
        (lambda X, W, b: X, {0}),
        (lambda X, W, b: torch.ones(3), set()),
        (lambda X, W, b: torch.zeros_like(b) + 1, {2}),
        (lambda X, W, b: torch.stack([x @ W for x in X]), {0, 1}),
        (lambda X, W, b: torch.cat([X, *W.T.split(2)[0].split(1, 1)], dim=1), {0, 1}),
        (lambda X, W, b: torch.matmul(X, W, out=torch.empty(2, 4)), {0, 1}),
        (lambda X, W, b: torch.where(X > 0, 1.0, 0.0), {0}),
        (lambda X, W, b: X.max(1).values, {0}),
        (lambda X, W, b: Layer(W)(X), {0, 1}),
        (lambda X, W, b: nn.RNNCell(3, 4)(X), {0}),
        (lambda X, W, b: nn.RNN(3, 4)(X, b[None] * 1)[0], {0, 2}),
        (lambda X, W, b: torch.vmap(lambda x: x @ W)(X), {0}),
        (lambda X, W, b: torch.tensor(X.tolist()), set()),
        (lambda X, W, b: torch.from_numpy(X.numpy()[:, :1]) + b, {2}),
        (writes, {0, 1}),
        (copies, {2}),
        (steps, {0, 1}),
    ],
)
def test_a_result_is_followed_back_to_the_arguments_that_it_is_made_of(
    traced: Traced, function: Callable[..., object], arguments: set[int]
) -> None:
    trace = traced(function, X, W, b)
    assert reached(trace) == arguments
    assert trace.complete


def test_every_returned_leaf_has_its_own_events(traced: Traced) -> None:
    trace = traced(lambda X, W, b: (X @ W, b, [b + 1, X], 3), X, W, b)
    assert trace.results == ((0,), (-3,), (1, -1), ())
    assert [reached(trace, leaf) for leaf in range(4)] == [{0, 1}, {2}, {0, 2}, set()]


def test_an_operation_in_place_continues_what_it_changes(traced: Traced) -> None:
    def changes(X, b):
        X += 1
        X.mul_(b[:1])
        X[0] = b[1:]
        return X

    trace = traced(changes, X.clone(), b)
    plus, _, times, _, write = trace.events
    assert [plus.sources, times.sources, write.sources] == [(-1,), (0, 1), (2, 3)]
    assert trace.results == ((4,),)


def test_events_say_which_form_of_which_operation_ran(traced: Traced) -> None:
    trace = traced(lambda: [torch.zeros(n) * 2 for n in (1, 2, 1)])
    assert [(event.operation, event.form) for event in trace.events] == [(0, 0), (1, 0), (0, 1), (1, 1), (0, 0), (1, 0)]


def test_what_torch_does_by_itself_belongs_to_no_operation_and_still_connects(traced: Traced) -> None:
    trace = traced(lambda X: nn.Linear(3, 4)(X) * 2, X)
    (linear,) = [event for event in trace.events if -1 in event.sources]
    assert linear.operation == UNSEEN
    assert named(trace, "nn.Linear(3, 4)(X) * 2")[0].sources == (trace.events.index(linear),)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_name_that_holds_what_nobody_has_seen_begins_a_lineage(traced: Traced) -> None:
    @torch.jit.script
    def compiled(x):
        return torch.tanh(x)

    def layer(X):
        Y = compiled(X)
        return Y + 1

    trace = traced(layer, X, values=True)
    unseen, plus = trace.events
    assert (unseen.operation, unseen.sources) == (UNSEEN, ())
    assert torch.equal(unseen.data[0], torch.tanh(X))
    assert plus.sources == (0,)


def test_values_are_what_they_were_then_and_only_kept_if_wanted(traced: Traced) -> None:
    def changes(X, W):
        Z = X @ W
        Z += 1
        Z.zero_()
        return Z

    trace = traced(changes, X, W, values=True)
    expected = [X @ W, X @ W + 1, torch.zeros(2, 4)]
    assert all(torch.equal(event.data[0], value) for event, value in zip(trace.events, expected, strict=True))
    assert trace.complete
    assert [event.data for event in traced(changes, X, W).events] == [(), (), ()]


def test_values_have_no_history_and_share_nothing(traced: Traced) -> None:
    trace = traced(lambda X: (X.T, X.expand(2, 2, 3)), X.clone(), values=True, gradients=True)
    values = [value for event in trace.events for value in event.data]
    assert [tuple(value.shape) for value in values] == [(3, 2), (2, 2, 3)]
    assert all(value.is_contiguous() and not value.requires_grad for value in values)


def test_results_of_several_pieces_are_kept_while_they_are_few(traced: Traced) -> None:
    trace = traced(lambda X: (X.max(1), X.split(1, dim=1), torch.zeros(5, 1).unbind(0)), X, values=True)
    assert [len(event.data) for event in trace.events] == [2, 3, 1, 0]


def test_as_many_values_are_kept_as_there_is_room_for(traced: Traced, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "MAX_VALUES", 3)
    trace = traced(lambda X: [X + n for n in range(5)], X, values=True)
    assert [len(event.data) for event in trace.events] == [1, 1, 1, 0, 0]
    assert not trace.complete


def test_a_value_that_is_too_large_is_left_out_and_smaller_ones_after_it_are_not(
    traced: Traced, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "MAX_VALUE_BYTES", 100)
    trace = traced(lambda X: (X + 1, torch.zeros(25, 2), X + 2, X + 3, X + 4, X + 5, X.sum()), X, values=True)
    assert [len(event.data) for event in trace.events] == [1, 0, 1, 1, 1, 0, 1]
    assert not trace.complete


def test_events_end_somewhere_and_operations_are_told_all_the_same(
    traced: Traced, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "MAX_EVENTS", 10)

    def counts(X):
        for _ in range(100):
            X = X + 1
        return X * 2

    trace = traced(counts, X)
    assert len(trace.events) == 10
    assert [(operation.text, operation.forms[0].times) for operation in trace.operations] == [
        ("X + 1", 100),
        ("X * 2", 1),
    ]
    assert trace.results == ((),)
    assert not trace.complete


@pytest.mark.parametrize(
    "function",
    [
        lambda X: torch.ones(3, device="meta"),
        lambda X: X.to_sparse(),
        lambda X: X.to(torch.complex64),
        lambda X: torch.quantize_per_tensor(X, 0.1, 0, torch.qint8),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_what_has_no_plain_numbers_is_traced_without_a_value(traced: Traced, function: Callable[..., Tensor]) -> None:
    (event,) = traced(function, X, values=True).events
    assert event.data == ()


def test_stand_ins_inside_a_vectorised_function_are_not_kept_and_its_result_is(traced: Traced) -> None:
    trace = traced(lambda X, W: torch.vmap(lambda x: torch.tanh(x @ W))(X), X, W, values=True)
    assert [len(event.data) for event in trace.events] == [0, 0, 1]
    assert torch.allclose(trace.events[-1].data[0], torch.tanh(X @ W))


def test_the_tracer_does_not_trace_itself(traced: Traced) -> None:
    def layer(X, W):
        Y = torch.vmap(lambda x: x @ W)(X)
        Z = Y.as_subclass(Kind)
        return Z + 1

    trace = traced(layer, X, W, values=True)
    assert len(trace.events) == 4
    assert [tuple(event.data[0].shape) for event in trace.events[1:]] == [(2, 4)] * 3


class Kind(Tensor):
    """A subclass that does nothing."""


@torch.no_grad()
def frozen(x: Tensor, w: Tensor) -> Tensor:
    return x @ w


@pytest.mark.parametrize(
    ("function", "texts"),
    [
        (lambda X, W: torch.tanh(X @ W), []),
        (lambda X, W: X.detach() @ W, ["X.detach()"]),
        (lambda X, W: (X @ W).detach(), ["(X @ W).detach()"]),
        (lambda X, W: X.data @ W, ["X.data"]),
        (lambda X, W: frozen(X, W) + W[0], ["x @ w"]),
        (lambda X, W: X.argmax(1), []),
        (lambda X, W: (X > 0) & (X < 1), []),
        (lambda X, W: torch.zeros_like(X) + X, ["torch.zeros_like(X)"]),
        (lambda X, W: X.clone() + X.shape[0], []),
        (lambda X, W: torch.round(X), []),
    ],
)
def test_an_operation_that_drops_the_gradient_is_a_cut(
    traced: Traced, function: Callable[..., Tensor], texts: list[str]
) -> None:
    trace = traced(function, X.clone(), W.clone(), gradients=True)
    assert [trace.operations[event.operation].text for event in trace.events if event.cuts] == texts


@pytest.mark.filterwarnings("ignore:To copy construct from a tensor")
def test_copies_of_numbers_are_cuts_where_torch_sees_the_tensor(traced: Traced) -> None:
    def copied(X):
        a = torch.tensor(X)
        with torch.no_grad():
            c = X * 2
        return a + c + X

    trace = traced(copied, X.clone(), gradients=True)
    cuts = [trace.operations[event.operation].text for event in trace.events if event.cuts]
    assert cuts == ["torch.tensor(X)", "X * 2"]


def test_numbers_that_leave_torch_come_back_from_nowhere(traced: Traced) -> None:
    trace = traced(lambda X: torch.tensor(np.tanh(X.detach().numpy())) + X, X.clone(), gradients=True)
    assert named(trace, "torch.tensor(np.tanh(X.detach().numpy()))")[0].sources == ()
    assert [operation.kind for operation in trace.operations][:2] == ["operation", "leaves"]


def test_without_gradients_nothing_is_cut(traced: Traced) -> None:
    assert not any(event.cuts for event in traced(lambda X: X.detach() + X.data, X).events)


def test_while_it_traces_a_tensor_can_be_asked_for_its_event() -> None:
    tracer = Tracer({__file__})
    tracer.begin({"X": X, "weights": [W, b]})
    with tracer:
        Z = X @ W
        Y = Z + b
    assert [tracer.origin(tensor) for tensor in (X, W, b, Z, Y, H)] == [-1, -2, -2, 0, 1, None]
