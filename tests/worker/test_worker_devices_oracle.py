"""The pretend device says what torch's own fake tensors say: that oracle needs no GPU either."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode

from grader.worker.devices import find_strays

Function = Callable[..., object]
MIXED = ("on the same device", "at the same device", "two different devices")
FAR = "lazy"
"""A device that every build of torch knows. To move a fake tensor to `cuda` takes a build that is linked with CUDA."""


def finds_something(function: Function) -> bool:
    arguments = {"X": torch.rand(2, 3), "W": torch.rand(3, 4)}
    return find_strays(lambda given: function(**given), arguments, {__file__}) != ()


def would_fail(function: Function, device: str = FAR) -> bool:
    """Whether it raises for two devices, or returns something that is not on that of the inputs."""
    with FakeTensorMode(), torch.no_grad():
        try:
            result = function(X=torch.empty(2, 3, device=device), W=torch.empty(3, 4, device=device))
        except RuntimeError as error:
            if not any(words in str(error) for words in MIXED):
                raise
            return True
    return any(tensor.device.type != device for tensor in tensors(result))


def tensors(result: object) -> Iterator[Tensor]:
    for item in result if isinstance(result, (tuple, list)) else [result]:
        assert isinstance(item, Tensor)
        yield item


def rnn(X: Tensor, W: Tensor) -> Tensor:
    state = torch.zeros(4, device=W.device)
    for x in X:
        state = torch.tanh(x @ W + state)
    return state


def rnn_on_the_cpu(X: Tensor, W: Tensor) -> Tensor:
    state = torch.zeros(4)
    for x in X:
        state = torch.tanh(x @ W + state)
    return state


def fills(X: Tensor, W: Tensor) -> Tensor:
    Y = X.new_empty(2, 4)
    for i, x in enumerate(X):
        Y[i] = x @ W
    Y[0] = torch.zeros(())
    return Y


def fills_on_the_cpu(X: Tensor, W: Tensor) -> Tensor:
    Y = torch.empty(2, 4)
    Y.copy_(X @ W)
    return Y


def adds_in_place(X: Tensor, W: Tensor) -> Tensor:
    Y = X.clone()
    Y += torch.ones(3)
    return Y


def inside_a_device(X: Tensor, W: Tensor) -> Tensor:
    with torch.device(X.device):
        return X @ W + torch.ones(4) + torch.arange(4)


STAYS: list[Function] = [
    lambda X, W: torch.tanh(X @ W),
    lambda X, W: X @ W + torch.zeros(4),
    lambda X, W: X @ W + torch.zeros(4, device=X.device),
    lambda X, W: X @ W + torch.zeros(4, device="cpu"),
    lambda X, W: X + torch.zeros_like(X) + X.new_ones(3) + torch.rand_like(X),
    lambda X, W: X.cpu() @ W,
    lambda X, W: X.cpu() @ W.cpu(),
    lambda X, W: (X.cpu() @ W.cpu()).to(X.device),
    lambda X, W: X * torch.tensor(2.0),
    lambda X, W: X * torch.tensor([2.0, 1.0, 0.0]),
    lambda X, W: X * torch.tensor([2.0])[0],
    lambda X, W: torch.tensor(2.0),
    lambda X, W: torch.tensor(2.0) * X.sum(),
    lambda X, W: torch.eye(3) + torch.arange(3),
    lambda X, W: torch.eye(3, device=X.device) @ X.T,
    lambda X, W: torch.where(X > 0, X, torch.tensor(0.0)),
    lambda X, W: torch.where(X > 0, X, torch.zeros(3)),
    lambda X, W: torch.cat((X, torch.zeros(1, 3))),
    lambda X, W: torch.cat((X, X.new_zeros(1, 3))),
    lambda X, W: torch.stack([x @ W for x in X]),
    lambda X, W: torch.arange(5)[X.argmax(1)],
    lambda X, W: X.index_select(0, torch.arange(2)),
    lambda X, W: X.gather(0, torch.zeros(1, 3, dtype=torch.long)),
    lambda X, W: X.masked_fill(torch.zeros(2, 3) > 0, 0.0),
    lambda X, W: torch.zeros(2, 3).add_(X),
    lambda X, W: torch.matmul(X, W, out=torch.zeros(2, 4)),
    lambda X, W: torch.einsum("nd,dh->nh", X, torch.ones(3, 4)),
    lambda X, W: F.linear(X, W.T, torch.zeros(4)),
    lambda X, W: F.linear(X, W.T),
    lambda X, W: torch.addmm(torch.zeros(4), X, W),
    lambda X, W: nn.Linear(3, 4)(X),
    lambda X, W: nn.Parameter(torch.zeros(3)) + X,
    lambda X, W: nn.LayerNorm(3, device=X.device)(X),
    lambda X, W: (X, torch.zeros(2)),
    lambda X, W: [X, X @ W],
    rnn,
    rnn_on_the_cpu,
    fills_on_the_cpu,
    adds_in_place,
    inside_a_device,
]
MOVES: list[Function] = [
    lambda X, W: X + torch.zeros(3).to(X) + torch.zeros(3).type_as(X) + torch.zeros(3).to(X.device),
    lambda X, W: X.to("cpu").to(W.device) @ W,
    lambda X, W: nn.Linear(3, 4, device=X.device)(X),
    lambda X, W: nn.RNN(3, 4)(X)[0],
    lambda X, W: nn.RNN(3, 4, device=X.device)(X),
    lambda X, W: nn.RNN(3, 4, device=X.device)(X, torch.zeros(1, 4)),
    fills,
]


@pytest.mark.parametrize("function", STAYS)
def test_something_is_found_exactly_where_fake_tensors_on_a_gpu_fail(function: Function) -> None:
    assert finds_something(function) == would_fail(function, "cuda")


@pytest.mark.parametrize("function", [*STAYS, *MOVES])
def test_something_is_found_exactly_where_fake_tensors_elsewhere_fail(function: Function) -> None:
    assert finds_something(function) == would_fail(function)


Step = tuple[str, int, int]

MAKE: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    "zeros": lambda X, a, b: torch.zeros(3),
    "zeros there": lambda X, a, b: torch.zeros(3, device=X.device),
    "scalar": lambda X, a, b: torch.tensor(2.0),
    "list": lambda X, a, b: torch.tensor([1.0, 2.0, 3.0]),
    "like": lambda X, a, b: torch.ones_like(a),
    "new": lambda X, a, b: a.new_ones(3),
    "row": lambda X, a, b: X[0],
    "to cpu": lambda X, a, b: a.cpu(),
    "to the others": lambda X, a, b: a.to(X.device),
    "to other": lambda X, a, b: a.to(b),
    "type as": lambda X, a, b: a.type_as(b),
    "detach": lambda X, a, b: a.detach().clone(),
    "data": lambda X, a, b: a.data,
    "exp": lambda X, a, b: torch.exp(a),
    "sum": lambda X, a, b: a.sum(),
    "add": lambda X, a, b: a + b,
    "less": lambda X, a, b: torch.maximum(a, b) * (a < b),
    "where": lambda X, a, b: torch.where(a > 0, a, b),
    "in place": lambda X, a, b: a.expand(3).clone().mul_(b),
    "write": lambda X, a, b: a.expand(3).clone().copy_(b),
    "stack": lambda X, a, b: torch.stack((a.expand(3), b.expand(3)))[0],
    "parameter": lambda X, a, b: nn.Parameter(a) * 1,
    "to the device of": lambda X, a, b: a.to(b.device),
    "zeros with": lambda X, a, b: torch.zeros(3, device=b.device),
    "copy": lambda X, a, b: torch.as_tensor(a),
    "double": lambda X, a, b: a.double().to(torch.float32),
    "cat": lambda X, a, b: torch.cat((a.expand(3), b.expand(3)))[:3],
    "size of": lambda X, a, b: a.sum().expand_as(b),
    "product": lambda X, a, b: torch.einsum("i,i->i", a.expand(3), b.expand(3)),
    "in place, one": lambda X, a, b: a.expand(3).clone().add_(b.sum()),
    "module": lambda X, a, b: nn.Linear(3, 3, device=b.device)(a.expand(3)),
}


def program(steps: Sequence[Step]) -> Function:
    """Each step makes a tensor of three numbers, or of one, from two of those before it; the last is returned."""

    def run(X: Tensor, W: Tensor) -> Tensor:
        made = [X[0], X[1]]
        for name, first, second in steps:
            made.append(MAKE[name](X, made[first % len(made)], made[second % len(made)]))
        return made[-1]

    return run


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(sorted(MAKE)), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6))
def test_any_little_program_is_judged_as_fake_tensors_judge_it(steps: list[Step]) -> None:
    assert finds_something(program(steps)) == would_fail(program(steps))
