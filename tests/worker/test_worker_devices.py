"""The pretend device: what would fail on a GPU is found without one, with its line; what would not is left alone."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from grader.worker.devices import find_strays
from grader.worker.traced import Stray

Student = Callable[[str], ModuleType]
Function = Callable[..., object]
ARRAY = np.ones(3, np.float32)


def strays(function: Function, belongings: tuple[Tensor, ...] = ()) -> tuple[Stray, ...]:
    """What is found with `X` (2, 3), `W` (3, 4). The call must come to its end."""
    arguments = {"X": torch.rand(2, 3), "W": torch.rand(3, 4)}
    ended: list[bool] = []

    def call(arguments: dict[str, Tensor]) -> object:
        result = function(**arguments)
        ended.append(True)
        return result

    found = find_strays(call, arguments, {function.__code__.co_filename}, belongings)
    assert ended == [True]
    return found


def told(found: tuple[Stray, ...]) -> list[tuple[str, str, str]]:
    return [(stray.how, stray.text, stray.met_text) for stray in found]


def under_a_device(X: Tensor, W: Tensor) -> Tensor:
    with torch.device(X.device):
        return torch.zeros(4) + X @ W


def chooses(X: Tensor, W: Tensor) -> Tensor:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return torch.zeros(4, device=device) + torch.ones(4).to(device) + X.to(device) @ W


def asks(X: Tensor, W: Tensor) -> Tensor:
    ones = torch.ones(3).cuda() if X.is_cuda and not X.is_cpu else torch.ones(3)
    assert X.device.type == "cuda"
    return ones + X + torch.zeros(3, device=X.get_device())


def copies(X: Tensor, W: Tensor) -> Tensor:
    Y = torch.zeros(2, 3, device=X.device)
    Y.copy_(torch.ones(2, 3))
    Y[0] = X[0]
    Y[1] = torch.ones(3)
    return Y


def depends_on_numbers(X: Tensor, W: Tensor) -> Tensor:
    if X.sum() > 0 and bool((X < 2).all()):
        X = X * X.sum().item()
    for value in X.tolist():
        X = X + value[0]
    return X / float(X.max()) + int(X.argmax())


@pytest.mark.parametrize(
    "function",
    [
        lambda X, W: torch.tanh(X @ W),
        lambda X, W: torch.zeros(4, device=X.device) + X @ W,
        lambda X, W: torch.eye(3, device=X.device.type) + torch.full((3,), 2.0, device=str(X.device)),
        lambda X, W: torch.tensor([1.0, 2, 3], device=X.device) + torch.as_tensor([1.0, 2, 3], device=X.device) + X,
        lambda X, W: torch.zeros_like(X) + torch.ones_like(X) + torch.rand_like(X) + torch.full_like(X, 3),
        lambda X, W: X.new_zeros(2, 3) + X.new_ones(3) + X.new_tensor([1.0, 2, 3]) + X.new_full((3,), 2),
        lambda X, W: torch.ones(3).to(X) + torch.ones(3).to(X.device) + torch.ones(3).to(device=X.device) + X,
        lambda X, W: torch.ones(3).to(X.device, torch.float64) + torch.ones(3).type_as(X) + X.to(torch.float64),
        lambda X, W: torch.ones(3).to("cuda:0") + torch.ones(3).cuda() + X,
        lambda X, W: X * torch.tensor(2.0) + torch.tensor(1),
        lambda X, W: torch.where(X > 0, X, torch.tensor(0.0)),
        lambda X, W: X[torch.tensor([0, 1])] + X[torch.arange(2)],
        lambda X, W: X[:, torch.tensor([True, False, True])],
        lambda X, W: X[:1].expand_as(torch.ones(2, 3)) + X.view_as(torch.ones(2, 3)),
        lambda X, W: torch.stack([x @ W for x in X]),
        lambda X, W: F.one_hot(X.argmax(1), 3) + F.layer_norm(X, (3,)),
        lambda X, W: nn.Linear(3, 4, device=X.device)(X),
        lambda X, W: nn.Linear(3, 4).to(X.device)(X) + nn.Linear(3, 4).to(X)(X) + nn.Linear(3, 4).cuda()(X),
        lambda X, W: nn.RNN(3, 4).to(X.device)(X, torch.zeros(1, 4, device=X.device))[0],
        lambda X, W: nn.BatchNorm1d(3).to(X)(X),
        lambda X, W: nn.Parameter(torch.ones(3, device=X.device)) * nn.Parameter(X),
        lambda X, W: torch.func.functional_call(nn.Linear(3, 4), {"weight": W.T, "bias": W[0]}, (X,)),
        lambda X, W: torch.tensor(X.cpu().numpy(), device=X.device) @ W,
        lambda X, W: torch.from_numpy(ARRAY).to(X.device) + X,
        lambda X, W: (X.shape[0], torch.zeros(3).shape, X),
        under_a_device,
        chooses,
        asks,
        copies,
        depends_on_numbers,
    ],
)
def test_code_that_keeps_to_the_device_of_its_inputs_gives_none(function: Function) -> None:
    assert strays(function) == ()


def adds_in_place(X: Tensor, W: Tensor) -> Tensor:
    X += torch.zeros(2, 3)
    return X


def fills_a_buffer(X: Tensor, W: Tensor) -> Tensor:
    Y = torch.zeros(2, 3)
    for i, x in enumerate(X):
        Y[i] = x
    return Y


def uses_a_copy_and_the_original(X: Tensor, W: Tensor) -> Tensor:
    mask = torch.ones(3)
    return X * mask.to(X) * mask.type_as(X) + X * mask


def data_of_a_parameter(X: Tensor, W: Tensor) -> Tensor:
    layer = nn.Linear(3, 4)
    layer.weight.data.copy_(W.T)
    return layer(X)


@pytest.mark.parametrize(
    ("function", "text", "met"),
    [
        (lambda X, W: torch.zeros(4) + X @ W, "torch.zeros(4)", "torch.zeros(4) + X @ W"),
        (lambda X, W: X.T @ X @ torch.eye(3), "torch.eye(3)", "X.T @ X @ torch.eye(3)"),
        (lambda X, W: torch.arange(3) * X + 1, "torch.arange(3)", "torch.arange(3) * X"),
        (lambda X, W: X + torch.tensor([1.0, 2, 3]), "torch.tensor([1.0, 2, 3])", "X + torch.tensor([1.0, 2, 3])"),
        (lambda X, W: X * torch.tensor(2).reshape(1), "torch.tensor(2)", "X * torch.tensor(2).reshape(1)"),
        (lambda X, W: torch.cat((X, torch.ones(1, 3))), "torch.ones(1, 3)", "torch.cat((X, torch.ones(1, 3)))"),
        (lambda X, W: torch.where(X > 0, X, torch.ones(3)), "torch.ones(3)", "torch.where(X > 0, X, torch.ones(3))"),
        (lambda X, W: X.masked_fill(torch.ones(3) > 0, 0), "torch.ones(3)", "X.masked_fill(torch.ones(3) > 0, 0)"),
        (lambda X, W: X.index_select(0, torch.arange(2)), "torch.arange(2)", "X.index_select(0, torch.arange(2))"),
        (lambda X, W: torch.arange(5)[X.argmax(1)], "torch.arange(5)", "torch.arange(5)[X.argmax(1)]"),
        (
            lambda X, W: torch.mm(X, W, out=torch.empty(2, 4)),
            "torch.empty(2, 4)",
            "torch.mm(X, W, out=torch.empty(2, 4))",
        ),
        (lambda X, W: nn.Linear(3, 4)(X), "nn.Linear(3, 4)", "nn.Linear(3, 4)(X)"),
        (lambda X, W: nn.RNN(3, 4)(X)[0], "nn.RNN(3, 4)", "nn.RNN(3, 4)(X)"),
        (lambda X, W: nn.Parameter(torch.ones(3)) * X, "torch.ones(3)", "nn.Parameter(torch.ones(3)) * X"),
        (lambda X, W: torch.from_numpy(ARRAY) * X, "torch.from_numpy(ARRAY)", "torch.from_numpy(ARRAY) * X"),
        (adds_in_place, "torch.zeros(2, 3)", "X += torch.zeros(2, 3)"),
        (uses_a_copy_and_the_original, "torch.ones(3)", "X * mask"),
        (data_of_a_parameter, "nn.Linear(3, 4)", "layer(X)"),
    ],
)
def test_what_is_made_on_the_cpu_and_meets_the_inputs_is_found_with_both_places(
    function: Function, text: str, met: str
) -> None:
    (stray,) = strays(function)
    assert (stray.how, stray.device, stray.text, stray.met_text) == ("made", "cpu", text, met)
    assert stray.place is not None
    assert stray.met is not None
    assert stray.place.source[stray.place.start : stray.place.end] == text
    assert stray.met.source[stray.met.start : stray.met.end] == met


@pytest.mark.parametrize(
    ("function", "text", "met"),
    [
        (lambda X, W: X.cpu() @ W, "X.cpu()", "X.cpu() @ W"),
        (lambda X, W: X @ W.to("cpu"), 'W.to("cpu")', 'X @ W.to("cpu")'),
        (lambda X, W: X @ W.to(device="cpu"), 'W.to(device="cpu")', 'X @ W.to(device="cpu")'),
        (lambda X, W: X @ W.to(torch.ones(1)), "torch.ones(1)", "X @ W.to(torch.ones(1))"),
        (lambda X, W: nn.Linear(3, 4).to(X).cpu()(X), "nn.Linear(3, 4).to(X).cpu()", "nn.Linear(3, 4).to(X).cpu()(X)"),
    ],
)
def test_what_is_moved_to_the_cpu_and_meets_the_inputs_is_found(function: Function, text: str, met: str) -> None:
    (stray,) = strays(function)
    assert (stray.device, stray.text, stray.met_text) == ("cpu", text, met)


@pytest.mark.parametrize(
    ("function", "found"),
    [
        (lambda X, W: torch.zeros(4), ("made", "torch.zeros(4)")),
        (lambda X, W: (X @ W, torch.zeros(4)), ("made", "torch.zeros(4)")),
        (lambda X, W: [X, torch.zeros(4)], ("made", "torch.zeros(4)")),
        (lambda X, W: torch.tanh(torch.zeros(4)) + 1, ("made", "torch.zeros(4)")),
        (lambda X, W: (X @ W).cpu(), ("moved", "(X @ W).cpu()")),
        (lambda X, W: torch.tensor(X.sum().item()), ("made", "torch.tensor(X.sum().item())")),
        (lambda X, W: torch.tensor([x.sum() for x in X]), ("made", "torch.tensor([x.sum() for x in X])")),
        (lambda X, W: torch.zeros(2, 3).copy_(X), ("made", "torch.zeros(2, 3)")),
        (fills_a_buffer, ("made", "torch.zeros(2, 3)")),
    ],
)
def test_a_result_that_is_elsewhere_is_found_where_it_came_to_be_there(
    function: Function, found: tuple[str, str]
) -> None:
    (stray,) = strays(function)
    assert (stray.how, stray.text, stray.met) == (*found, None)


def test_numpy_is_told_where_it_would_read_from_a_gpu() -> None:
    assert told(strays(lambda X, W: X.numpy())) == [("numpy", "X.numpy()", "")]
    assert told(strays(lambda X, W: np.asarray(X))) == [("numpy", "np.asarray(X)", "")]
    first, second = strays(lambda X, W: torch.from_numpy(X.detach().numpy()) @ W)
    assert (first.how, first.text) == ("numpy", "X.detach().numpy()")
    assert (second.how, second.text) == ("made", "torch.from_numpy(X.detach().numpy())")
    assert strays(lambda X, W: X.cpu().numpy()) == ()


def test_each_origin_is_told_once_with_its_first_meeting() -> None:
    def loops(X, W):
        bias = torch.zeros(4)
        first = X @ W + bias
        for x in X:
            first = first + torch.ones(4) + x @ W
        return first - bias

    assert told(strays(loops)) == [
        ("made", "torch.zeros(4)", "X @ W + bias"),
        ("made", "torch.ones(4)", "first + torch.ones(4)"),
    ]


def test_two_that_are_both_elsewhere_may_meet() -> None:
    ((_, text, met),) = told(strays(lambda X, W: (torch.eye(3) + torch.arange(3)) @ X.T))
    assert (text, met) == ("torch.eye(3)", "(torch.eye(3) + torch.arange(3)) @ X.T")


def test_the_line_of_a_helper_is_told_and_not_that_of_its_caller() -> None:
    def mask(n):
        return torch.ones(n)

    (stray,) = strays(lambda X, W: X @ W * mask(4))
    assert stray.place is not None
    assert (stray.place.function, stray.place.line) == ("mask", mask.__code__.co_firstlineno + 1)
    assert stray.met_text == "X @ W * mask(4)"
