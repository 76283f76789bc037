"""A silent broadcast: what is stretched without having been asked to; what was made to be stretched is none."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from grader.worker.broadcast import deliberate_ones, stretched
from grader.worker.traced import Shape, Trace

Traced = Callable[..., Trace]
n, d, h = 2, 3, 4
X, W, b, H, C = torch.rand(n, d), torch.rand(d, h), torch.rand(h), torch.rand(n, h), torch.rand(n, 1)
STACK = torch.rand(5, n, h)


def found(trace: Trace) -> dict[str, tuple[tuple[int, int], ...]]:
    """What is stretched in each sub-expression where something is."""
    return {o.text: form.stretched for o in trace.operations for form in o.forms if form.stretched}


@pytest.mark.parametrize(
    ("operands", "result", "pairs"),
    [
        ([(7, 36), (36,)], (7, 36), ()),
        ([(7, 36), (1, 36)], (7, 36), ()),
        ([(7, 36), (1, 1)], (7, 36), ()),
        ([(7, 36), (1,)], (7, 36), ()),
        ([(7, 36), ()], (7, 36), ()),
        ([(7, 36), (7, 36)], (7, 36), ()),
        ([(1, 36), (1, 36)], (1, 36), ()),
        ([(7, 1), (7, 1)], (7, 1), ()),
        ([(7, 36), (7, 1)], (7, 36), ((1, -1),)),
        ([(7, 1), (36,)], (7, 36), ((0, -1),)),
        ([(5, 7, 36), (7, 1)], (5, 7, 36), ((1, -1),)),
        ([(5, 7, 36), (5, 1, 36)], (5, 7, 36), ((1, -2),)),
        ([(5, 7, 36), (5, 1, 1)], (5, 7, 36), ((1, -2), (1, -1))),
        ([(5, 1, 36), (5, 7, 1)], (5, 7, 36), ((0, -2), (1, -1))),
        ([(5, 7, 36), (1, 7, 36)], (5, 7, 36), ()),
    ],
)
def test_only_a_one_behind_a_real_axis_is_stretched_silently(
    operands: list[Shape], result: Shape, pairs: tuple[tuple[int, int], ...]
) -> None:
    assert stretched("add", operands, result) == pairs


@given(st.lists(st.integers(1, 3), max_size=4).map(tuple))
def test_equal_shapes_are_never_stretched(shape: Shape) -> None:
    assert stretched("mul", [shape, shape], shape) == ()
    assert stretched("add", [shape, shape[1:]], shape) == () or 1 in shape[1:]


def test_products_and_reductions_stretch_nothing() -> None:
    assert stretched("matmul", [(7, 1), (1, 36)], (7, 36)) == ()
    assert stretched("sum", [(7, 1)], ()) == ()
    assert stretched("expand", [(7, 1)], (7, 36)) == ()


@pytest.mark.parametrize(
    "function",
    [
        lambda X, W, b: X @ W + b,
        lambda X, W, b: X @ W + b.reshape(1, -1),
        lambda X, W, b: X @ W + b[None],
        lambda X, W, b: X @ W * torch.ones(1),
        lambda X, W, b: torch.addmm(b, X, W),
        lambda X, W, b: F.linear(X, W.T, b),
        lambda X, W, b: torch.stack([x @ W for x in X]) + b,
        lambda X, W, b: F.layer_norm(X, (d,)) + F.normalize(X) + F.softmax(X, 1),
        lambda X, W, b: (X[:, :1].expand(n, d) + X, X[:, :1].repeat(1, d) + X, X[:, :1].expand_as(X) + X),
        lambda X, W, b: torch.cat((X[:, :1], X), 1),
    ],
)
def test_what_everybody_writes_is_none(traced: Traced, function: Callable[..., object]) -> None:
    assert found(traced(function, X, W, b)) == {}


@pytest.mark.parametrize(
    ("function", "text", "pair"),
    [
        (lambda H, C: H + C, "H + C", (1, -1)),
        (lambda H, C: C * H, "C * H", (0, -1)),
        (lambda H, C: C > H, "C > H", (0, -1)),
        (lambda H, C: torch.sub(H, C, alpha=2), "torch.sub(H, C, alpha=2)", (1, -1)),
        (lambda H, C: H.add(C), "H.add(C)", (1, -1)),
        (lambda H, C: H.mul_(C), "H.mul_(C)", (1, -1)),
        (lambda H, C: torch.maximum(H, other=C), "torch.maximum(H, other=C)", (1, -1)),
        (lambda H, C: torch.lerp(H, C, 0.5), "torch.lerp(H, C, 0.5)", (1, -1)),
        (lambda H, C: torch.where(H > 0, H, C), "torch.where(H > 0, H, C)", (2, -1)),
        (lambda H, C: H.masked_fill(C > 0, 0), "H.masked_fill(C > 0, 0)", (1, -1)),
        (lambda H, C: torch.add(H, C, out=torch.empty(n, h)), "torch.add(H, C, out=torch.empty(n, h))", (2, -1)),
        (lambda H, C: torch.addmm(C, X, W), "torch.addmm(C, X, W)", (0, -1)),
        (lambda H, C: C.addmm(X, W), "C.addmm(X, W)", (0, -1)),
        (lambda H, C: H.clone().copy_(C), "H.clone().copy_(C)", (1, -1)),
        (lambda H, C: STACK + C, "STACK + C", (1, -1)),
        (lambda H, C: C + b, "C + b", (0, -1)),
    ],
)
def test_an_operand_of_one_column_is_found_however_it_is_written(
    traced: Traced, function: Callable[..., Tensor], text: str, pair: tuple[int, int]
) -> None:
    assert found(traced(function, H.clone(), C)) == {text: (pair,)}


@pytest.mark.filterwarnings("ignore:Using a target size")
@pytest.mark.parametrize(
    ("loss", "text"),
    [
        (lambda C, y: F.mse_loss(C, y) * 2, "F.mse_loss(C, y)"),
        (lambda C, y: F.l1_loss(C, target=y), "F.l1_loss(C, target=y)"),
        (lambda C, y: F.mse_loss(C, y, reduction="none"), 'F.mse_loss(C, y, reduction="none")'),
        (lambda C, y: torch.dist(C, y, p=1), "torch.dist(C, y, p=1)"),
        (lambda C, y: ((C - y) ** 2).mean(), "C - y"),
    ],
)
def test_a_loss_of_a_column_and_a_vector_is_one_though_its_result_is_one_number(
    traced: Traced, loss: Callable[..., Tensor], text: str
) -> None:
    assert found(traced(loss, torch.rand(h, 1), b)) == {text: ((0, -1),)}
    assert found(traced(loss, torch.rand(h), b)) == {}


def test_the_bias_of_a_linear_layer_is_the_third_operand() -> None:
    assert stretched("linear", [(5, 7, 3), (36, 3), (7, 1)], (5, 7, 36)) == ((2, -1),)
    assert stretched("linear", [(7, 1), (36, 1), (36,)], (7, 36)) == ()


def test_a_column_written_into_a_slice_fills_it_silently(traced: Traced) -> None:
    def writes(H, C):
        H[:] = C
        H[:, 1:] = C
        H[:, :1] = C
        H[0] = C[0]
        H[:, 1] = 3.0

    trace = traced(writes, H.clone(), C)
    assert found(trace) == {"H[:]": ((0, -1),), "H[:, 1:]": ((0, -1),)}
    (form,) = next(operation.forms for operation in trace.operations if operation.text == "H[:]")
    assert (form.operands, form.results) == (((n, 1),), ((n, h),))


@pytest.mark.parametrize(
    "function",
    [
        lambda H: H - H.mean(1, keepdim=True),
        lambda H: H - H.mean(1, True),
        lambda H: H - H.mean(1, keepdims=True),
        lambda H: H - H.amax(dim=1, keepdim=True),
        lambda H: H - H.max(1, keepdim=True).values,
        lambda H: H - torch.max(H, 1, keepdim=True)[0],
        lambda H: H / torch.linalg.vector_norm(H, dim=1, keepdim=True),
        lambda H: H - H.mean(1).unsqueeze(1),
        lambda H: H - H.mean(1).unsqueeze(dim=-1),
        lambda H: H - torch.unsqueeze(H.mean(1), -1),
        lambda H: H - H.mean(1).unsqueeze_(1),
        lambda H: H - H.mean(1)[:, None],
        lambda H: H - H.mean(1)[..., None],
        lambda H: H - H.mean(1)[:, np.newaxis],
        lambda H: H - H[:, 0, None],
        lambda H: H[:, :, None] * H[:, None, :],
    ],
)
def test_a_one_made_by_keepdim_unsqueeze_or_none_is_on_purpose(traced: Traced, function: Callable[..., Tensor]) -> None:
    assert found(traced(function, H)) == {}


@pytest.mark.parametrize(
    "function",
    [
        lambda H: H - torch.exp(H.mean(1, keepdim=True)) * 2,
        lambda H: (H - H.mean(1, keepdim=True)) / torch.sqrt(H.var(1, keepdim=True) + 1e-5),
        lambda H: H / H.norm(dim=1, keepdim=True).clamp(min=1e-8),
        lambda H: H - H.mean(1, keepdim=True).detach().clone().to(H.dtype),
        lambda H: H.T * H.sum(0, keepdim=True).T,
        lambda H: H.T.unsqueeze(1) * H.sum(0, keepdim=True).T.unsqueeze(1),
        lambda H: H[:, None].transpose(1, 2) * H[..., None],
        lambda H: H - torch.stack([row.mean(0, keepdim=True) for row in H]),
    ],
)
def test_it_stays_on_purpose_through_elementwise_operations_and_transposes(
    traced: Traced, function: Callable[..., Tensor]
) -> None:
    assert found(traced(function, H)) == {}


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (lambda H: H + H[:, :1], "H + H[:, :1]"),
        (lambda H: H - H.mean(1).reshape(-1, 1), "H - H.mean(1).reshape(-1, 1)"),
        (lambda H: H - H.mean(1).view(n, 1), "H - H.mean(1).view(n, 1)"),
        (lambda H: H + H.narrow(1, 0, 1), "H + H.narrow(1, 0, 1)"),
        (lambda H: H + H.split(1, dim=1)[0], "H + H.split(1, dim=1)[0]"),
        (lambda H: H + H.topk(1, dim=1)[0], "H + H.topk(1, dim=1)[0]"),
        (lambda H: H + H @ torch.ones(h, 1), "H + H @ torch.ones(h, 1)"),
        (lambda H: H + torch.tanh(H[:, :1] * 2), "H + torch.tanh(H[:, :1] * 2)"),
        (lambda H: H[None] + H[None, :, :1], "H[None] + H[None, :, :1]"),
        (lambda H: STACK[:, :, None, :] + STACK[:, :, None, :1], "STACK[:, :, None, :] + STACK[:, :, None, :1]"),
    ],
)
def test_a_one_made_by_slices_reshapes_or_products_is_not_on_purpose(
    traced: Traced, function: Callable[..., Tensor], text: str
) -> None:
    assert list(found(traced(function, H))) == [text]


def test_in_a_loop_the_forms_that_stretch_are_told_apart_from_those_that_do_not(traced: Traced) -> None:
    trace = traced(lambda H: [H + H[:, :width] for width in (1, h, 1)], H)
    forms = next(operation.forms for operation in trace.operations if operation.text == "H + H[:, :width]")
    assert [(form.operands[1], form.stretched, form.times) for form in forms] == [
        ((n, 1), ((1, -1),), 2),
        ((n, h), (), 1),
    ]


@pytest.mark.parametrize(
    ("name", "arguments", "keywords", "result", "inherited", "axes"),
    [
        ("unsqueeze", (None, 0), {}, (1, 7), (), {-2}),
        ("unsqueeze", (None, -1), {}, (7, 1), (), {-1}),
        ("unsqueeze", (None,), {"dim": 1}, (7, 1, 3), (), {-2}),
        ("unsqueeze", (None, 1), {}, (7, 1, 1), (), {-2}),
        ("unsqueeze", (None, 0), {}, (1, 7, 1), (-1,), {-3, -1}),
        ("sum", (None, 1), {"keepdim": True}, (7, 1), (), {-1}),
        ("sum", (None, 1), {"keepdim": False}, (7,), (), set()),
        ("sum", (None, 1, True), {}, (7, 1), (), {-1}),
        ("__getitem__", (None, (slice(None), None)), {}, (7, 1), (), {-1}),
        ("__getitem__", (None, None), {}, (1, 7), (), {-2}),
        ("__getitem__", (None, (None, Ellipsis, None)), {}, (1, 7, 1), (), {-3, -1}),
        ("__getitem__", (None, (0, slice(None), None)), {}, (7, 1), (), {-1}),
        ("__getitem__", (None, (slice(None), slice(0, 1))), {}, (7, 1), (), set()),
        ("exp", (None,), {}, (7, 1), (-1,), {-1}),
        ("exp", (None,), {}, (7, 3), (-1,), set()),
        ("transpose", (None, 0, 1), {}, (1, 7), (-1,), {-2}),
        ("transpose", (None, 0, 1), {}, (1, 7), (), set()),
        ("__get__", (None,), {}, (1, 7), (-1,), {-2}),
        ("reshape", (None, (-1, 1)), {}, (7, 1), (), set()),
    ],
)
def test_the_axes_that_were_made_on_purpose_count_from_the_end(
    name: str,
    arguments: tuple[object, ...],
    keywords: dict[str, object],
    result: Shape,
    inherited: tuple[int, ...],
    axes: set[int],
) -> None:
    assert deliberate_ones(name, arguments, keywords, result, frozenset(inherited)) == axes
