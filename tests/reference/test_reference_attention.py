"""Masked softmax and attention: against numbers worked by hand, plain loops, and PyTorch's own."""

import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from reference.attention import additive_attention, dot_product_attention, masked_softmax
from reference.checked import ShapeError

LENGTHS = pytest.mark.parametrize("lengths", [[2, 0, 5, 1], [5, 5], [0, 0], [3], [0]])
SIZES = pytest.mark.parametrize(("m", "k", "d", "v"), [(3, 5, 4, 2), (1, 5, 4, 2), (3, 1, 1, 1), (2, 2, 2, 2)])


def numbers(*shapes: tuple[int, ...], seed: int = 0, requires_grad: bool = False) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    values = [torch.randn(shape, generator=rng, dtype=torch.float64) for shape in shapes]
    return [value.requires_grad_(requires_grad) for value in values]


def additive_arguments(n: int, *, requires_grad: bool = False) -> list[Tensor]:
    return numbers((n, 3, 4), (n, 5, 6), (n, 5, 2), (4, 7), (6, 7), (7,), requires_grad=requires_grad)


@LENGTHS
def test_weights_are_the_softmax_of_the_scores_that_count_and_zeros(lengths):
    (scores,) = numbers((len(lengths), 3, 5))
    weights = masked_softmax(scores, torch.tensor(lengths))
    for example, length in enumerate(lengths):
        torch.testing.assert_close(weights[example, :, :length], torch.softmax(scores[example, :, :length], dim=1))
        assert not weights[example, :, length:].any()
        torch.testing.assert_close(weights[example].sum(dim=1), torch.full((3,), float(length > 0)).double())


def test_weights_worked_by_hand():
    scores = torch.tensor([[[0.0, math.log(3), 9.0]]])
    torch.testing.assert_close(masked_softmax(scores, torch.tensor([2])), torch.tensor([[[0.25, 0.75, 0.0]]]))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.bfloat16])
def test_large_scores_and_empty_rows_stay_finite_in_every_precision(dtype):
    scores = torch.tensor([[[1e4, -1e4, 1e4]], [[-1e4, -1e4, -1e4]], [[1e4, 1e4, 1e4]]], dtype=dtype)
    weights = masked_softmax(scores, torch.tensor([2, 3, 0]))
    assert weights.dtype == dtype
    torch.testing.assert_close(
        weights, torch.tensor([[[1.0, 0.0, 0.0]], [[1 / 3] * 3], [[0.0, 0.0, 0.0]]], dtype=dtype)
    )


def test_the_gradient_is_that_of_finite_differences_and_zero_in_an_empty_row():
    scores, upstream = numbers((3, 2, 4), (3, 2, 4))
    scores.requires_grad_()
    lengths = torch.tensor([2, 0, 4])
    assert torch.autograd.gradcheck(lambda scores: masked_softmax(scores, lengths), (scores,))
    masked_softmax(scores, lengths).backward(upstream)
    assert scores.grad is not None
    assert scores.grad.isfinite().all()
    assert not scores.grad[1].any()
    assert not scores.grad[0, :, 2:].any()


def test_scores_are_not_changed():
    (scores,) = numbers((2, 3, 4))
    before = scores.clone()
    masked_softmax(scores, torch.tensor([1, 0]))
    assert torch.equal(scores, before)


def test_scores_have_an_axis_for_the_queries():
    with pytest.raises(ShapeError, match=r"^masked_softmax: scores should be \(n, m, k\), and is \(2, 4\)\.$"):
        masked_softmax(torch.ones(2, 4), torch.tensor([1, 2]))


@SIZES
@LENGTHS
def test_dot_product_attention_is_torchs_own_where_a_key_counts(m, k, d, v, lengths):
    Q, K, V = numbers((len(lengths), m, d), (len(lengths), k, d), (len(lengths), k, v))
    valid_len = torch.tensor(lengths).clamp(max=k)
    result = dot_product_attention(Q, K, V, valid_len)
    some = valid_len > 0
    keep = (torch.arange(k) < valid_len[some, None])[:, None].expand(-1, m, -1)
    expected = functional.scaled_dot_product_attention(Q[some], K[some], V[some], attn_mask=keep)
    torch.testing.assert_close(result[some], expected)
    assert not result[~some].any()


def test_dot_product_attention_worked_by_hand():
    Q, K = torch.tensor([[[2.0, 0.0, 0.0, 0.0]]]), torch.zeros(1, 3, 4)
    K[0, 0, 0], K[0, 2, 0] = math.log(3), 100.0  # scores log 3, 0 and, behind the end, 100
    V = torch.tensor([[[4.0, 0.0], [8.0, 4.0], [99.0, 99.0]]])
    torch.testing.assert_close(dot_product_attention(Q, K, V, torch.tensor([2])), torch.tensor([[[5.0, 1.0]]]))


@LENGTHS
def test_additive_attention_is_what_plain_loops_make_of_the_equation(lengths):
    arguments = additive_arguments(len(lengths))
    Q, K, V, W_q, W_k, w_v = arguments
    result = additive_attention(*arguments, torch.tensor(lengths))
    for i, length in enumerate(lengths):
        for a in range(Q.shape[1]):
            scores = [
                sum(
                    w * math.tanh(z)
                    for w, z in zip(w_v.tolist(), (Q[i, a] @ W_q + K[i, b] @ W_k).tolist(), strict=True)
                )
                for b in range(length)
            ]
            total = sum(math.exp(score) for score in scores)
            expected = sum(
                (math.exp(score) / total * V[i, b] for b, score in enumerate(scores)), torch.zeros(2).double()
            )
            torch.testing.assert_close(result[i, a], expected)


def test_additive_attention_worked_by_hand():
    Q, K = torch.tensor([[[1.0]]]), torch.tensor([[[-1.0], [0.0], [5.0]]])
    V = torch.tensor([[[4.0], [8.0], [99.0]]])
    one = torch.tensor([[1.0]])
    w_v = torch.tensor([math.log(3) / math.tanh(1.0)])  # scores 0, log 3 and, behind the end, another
    result = additive_attention(Q, K, V, one, one, w_v, torch.tensor([2]))
    torch.testing.assert_close(result, torch.tensor([[[7.0]]]))


def test_gradients_of_dot_product_attention_are_those_of_finite_differences():
    arguments = numbers((3, 2, 4), (3, 3, 4), (3, 3, 2), requires_grad=True)
    lengths = torch.tensor([2, 0, 3])
    assert torch.autograd.gradcheck(lambda Q, K, V: dot_product_attention(Q, K, V, lengths), arguments)


def test_gradients_of_additive_attention_are_those_of_finite_differences():
    arguments = additive_arguments(3, requires_grad=True)
    lengths = torch.tensor([2, 0, 5])
    assert torch.autograd.gradcheck(lambda *floats: additive_attention(*floats, lengths), arguments)


@pytest.mark.parametrize("attention", [dot_product_attention, additive_attention])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_attention_keeps_the_dtype_and_changes_no_argument(attention, dtype):
    arguments = [value.to(dtype) for value in additive_arguments(2)]
    if attention is dot_product_attention:
        Q, K, V = arguments[:3]
        arguments = [Q, K[:, :, : Q.shape[2]].clone(), V]
    before = [value.clone() for value in arguments]
    assert attention(*arguments, torch.tensor([3, 0])).dtype == dtype
    assert all(torch.equal(value, was) for value, was in zip(arguments, before, strict=True))


def test_keys_are_as_long_as_queries_for_a_dot_product():
    with pytest.raises(ShapeError) as caught:
        dot_product_attention(torch.ones(2, 3, 4), torch.ones(2, 5, 6), torch.ones(2, 5, 7), torch.tensor([1, 2]))
    assert str(caught.value) == (
        "dot_product_attention: K should be (n, k, d) = (2, k, 4), and is (2, 5, 6). n = 2 comes from Q, d = 4 from Q."
    )


def test_there_is_a_value_for_every_key():
    Q, K, V, *weights = additive_arguments(2)
    with pytest.raises(ShapeError) as caught:
        additive_attention(Q, K, V[:, :4], *weights, torch.tensor([1, 2]))
    assert str(caught.value) == (
        "additive_attention: V should be (n, k, v) = (2, 5, v), and is (2, 4, 2). n = 2 comes from Q, k = 5 from K."
    )
