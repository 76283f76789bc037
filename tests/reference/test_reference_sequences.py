"""Masks, the masked loss and the decoder: against numbers worked by hand, and against PyTorch's own."""

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from reference.checked import ShapeError
from reference.sequences import decoder_forward, masked_cross_entropy, sequence_mask

LENGTHS = pytest.mark.parametrize("lengths", [[2, 0, 5, 1], [5, 5], [0, 0, 0], [3], [0]])


def numbers(*shapes: tuple[int, ...], seed: int = 0, requires_grad: bool = False) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    values = [torch.randn(shape, generator=rng, dtype=torch.float64) for shape in shapes]
    return [value.requires_grad_(requires_grad) for value in values]


def decoder_arguments(T: int, n: int, d: int, h: int, q: int, *, requires_grad: bool = False) -> list[Tensor]:
    shapes = (T, n, d), (n, h), (d, h), (h, h), (h, h), (h,), (h, q), (q,)
    return numbers(*shapes, requires_grad=requires_grad)


@LENGTHS
def test_a_masked_minibatch_is_what_padding_makes_of_the_sequences_alone(lengths):
    (X,) = numbers((len(lengths), 5))
    alone = [*(row[:length] for row, length in zip(X, lengths, strict=True)), X[0]]  # one is as long as X is wide
    expected = pad_sequence(alone, batch_first=True, padding_value=-2.5)[:-1]
    torch.testing.assert_close(sequence_mask(X, torch.tensor(lengths), -2.5), expected)


def test_without_a_value_the_padding_is_zero():
    X = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert sequence_mask(X, torch.tensor([2, 0])).tolist() == [[1.0, 2.0, 0.0], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize("value", [math.inf, -math.inf, 0.0])
def test_a_value_may_be_infinite_and_the_rest_stays(value):
    X = torch.tensor([[1.0, math.nan]])
    assert sequence_mask(X, torch.tensor([1]), value).tolist() == [[1.0, value]]


def test_lengths_may_be_of_any_integer_dtype():
    (X,) = numbers((2, 3))
    lengths = torch.tensor([1, 2])
    for dtype in (torch.int16, torch.int32):
        assert torch.equal(sequence_mask(X, lengths.to(dtype)), sequence_mask(X, lengths))


def test_the_gradient_of_a_mask_is_the_mask():
    (X,) = numbers((2, 3), requires_grad=True)
    sequence_mask(X, torch.tensor([1, 3]), 7.0).sum().backward()
    assert X.grad is not None
    assert X.grad.tolist() == [[1.0, 0.0, 0.0], [1.0, 1.0, 1.0]]


def test_a_mask_is_a_new_tensor_of_the_same_dtype():
    for dtype in (torch.float32, torch.float64):
        X = torch.ones(2, 3, dtype=dtype)
        masked = sequence_mask(X, torch.tensor([3, 3]))
        assert masked.dtype == dtype
        masked.zero_()
        assert torch.equal(X, torch.ones(2, 3, dtype=dtype))


def test_lengths_are_one_for_each_sequence():
    with pytest.raises(ShapeError) as caught:
        sequence_mask(torch.ones(2, 3), torch.tensor([1, 2, 3]))
    assert str(caught.value) == "sequence_mask: valid_len should be (n,) = (2,), and is (3,). n = 2 comes from X."
    with pytest.raises(ShapeError, match=r"^sequence_mask: the dtype of valid_len should be int, and is float32\.$"):
        sequence_mask(torch.ones(2, 3), torch.tensor([1.0, 2.0]))


@LENGTHS
def test_the_masked_loss_is_torchs_loss_with_the_padding_ignored(lengths):
    n, T, v = len(lengths), 5, 4
    (logits,) = numbers((n, T, v))
    targets = torch.arange(n * T).reshape(n, T) % v
    marked = targets.clone()
    for row, length in zip(marked, lengths, strict=True):
        row[length:] = -100
    expected = functional.cross_entropy(logits.flatten(0, 1), marked.flatten(), reduction="sum")
    loss = masked_cross_entropy(logits, targets, torch.tensor(lengths))
    torch.testing.assert_close(loss, expected / max(1, sum(lengths)))


def test_a_token_weighs_the_same_in_a_short_and_in_a_long_sequence():
    # Losses of log 2, log 4 and log 4: the mean of the three, not the mean of log 2 and log 4.
    logits = torch.tensor([[[0.0, 0.0, 0.0, -math.inf], [0.0] * 4], [[0.0] * 4, [0.0] * 4]])
    logits[0, 0, 2] = -math.inf
    loss = masked_cross_entropy(logits, torch.zeros(2, 2, dtype=torch.int64), torch.tensor([1, 2]))
    torch.testing.assert_close(loss, torch.tensor((math.log(2) + 2 * math.log(4)) / 3))


def test_the_loss_is_zero_with_a_zero_gradient_where_no_token_counts():
    (logits,) = numbers((2, 3, 4), requires_grad=True)
    loss = masked_cross_entropy(logits, torch.zeros(2, 3, dtype=torch.int64), torch.tensor([0, 0]))
    loss.backward()
    assert loss.item() == 0
    assert logits.grad is not None
    assert not logits.grad.any()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_large_logits_have_a_finite_loss_and_a_finite_gradient(dtype):
    logits = torch.tensor([[[1e4, -1e4, 0.0], [1e4, 1e4, 1e4]]], dtype=dtype, requires_grad=True)
    loss = masked_cross_entropy(logits, torch.tensor([[1, 2]]), torch.tensor([2]))
    loss.backward()
    torch.testing.assert_close(loss, torch.tensor((2e4 + math.log(3)) / 2, dtype=dtype))
    assert logits.grad is not None
    assert logits.grad.isfinite().all()


def test_what_stands_behind_the_end_does_not_matter():
    logits, other = numbers((2, 4, 3), (2, 4, 3))
    targets, lengths = torch.tensor([[0, 1, 2, 0], [2, 2, 1, 1]]), torch.tensor([1, 3])
    counts = torch.tensor([[True, False, False, False], [True, True, True, False]])
    mixed = torch.where(counts[:, :, None], logits, other)
    loss = masked_cross_entropy(mixed, torch.where(counts, targets, 0), lengths)
    torch.testing.assert_close(loss, masked_cross_entropy(logits, targets, lengths))


def test_gradients_of_the_masked_loss_are_those_of_finite_differences():
    (logits,) = numbers((3, 2, 4), requires_grad=True)
    targets, lengths = torch.tensor([[0, 1], [2, 3], [3, 3]]), torch.tensor([1, 2, 0])
    assert torch.autograd.gradcheck(lambda logits: masked_cross_entropy(logits, targets, lengths), (logits,))


def test_there_is_a_target_for_every_step():
    with pytest.raises(ShapeError) as caught:
        masked_cross_entropy(torch.ones(2, 3, 4), torch.zeros(2, 4, dtype=torch.int64), torch.tensor([1, 2]))
    assert str(caught.value) == (
        "masked_cross_entropy: targets should be (n, T) = (2, 3), and is (2, 4). n = 2 comes from logits, "
        "T = 3 from logits."
    )


@pytest.mark.parametrize(
    ("T", "n", "d", "h", "q"), [(5, 2, 3, 4, 6), (1, 2, 3, 4, 6), (5, 1, 3, 4, 6), (2, 2, 2, 2, 2), (3, 2, 1, 1, 1)]
)
def test_a_decoder_is_torchs_own_layer_that_reads_the_context_at_every_step(T, n, d, h, q):
    Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q = decoder_arguments(T, n, d, h, q)
    layer = nn.RNN(d + h, h, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.cat((W_yh, W_ch)).T)
        layer.weight_hh_l0.copy_(W_hh.T)
        layer.bias_ih_l0.copy_(b_h)
        layer.bias_hh_l0.zero_()
    H, _ = layer(torch.cat((Y, context.expand(T, n, h)), dim=2), context[None])
    torch.testing.assert_close(
        decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q), functional.linear(H, W_hq.T, b_q)
    )


def test_two_steps_of_a_decoder_worked_by_hand():
    Y, context = torch.tensor([[[1.0]], [[2.0]]]), torch.tensor([[0.5]])
    W_yh, W_ch, W_hh, b_h = (torch.tensor(values) for values in ([[0.5]], [[3.0]], [[2.0]], [-1.0]))
    first = math.tanh(0.5 + 1.5 + 1.0 - 1.0)
    second = math.tanh(1.0 + 1.5 + 2.0 * first - 1.0)
    outputs = decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, torch.tensor([[2.0, -1.0]]), torch.tensor([0.0, 1.0]))
    torch.testing.assert_close(outputs, torch.tensor([[[2 * first, 1 - first]], [[2 * second, 1 - second]]]))


def test_gradients_of_a_decoder_are_those_of_finite_differences():
    assert torch.autograd.gradcheck(decoder_forward, decoder_arguments(3, 2, 3, 4, 2, requires_grad=True))


def test_an_output_depends_on_no_later_input_and_on_no_other_sequence():
    Y, *others = decoder_arguments(6, 3, 2, 4, 2)
    changed = Y.clone()
    changed[4:, 0] += 1
    before, after = decoder_forward(Y, *others), decoder_forward(changed, *others)
    assert torch.equal(before[:4], after[:4])
    assert torch.equal(before[:, 1:], after[:, 1:])
    assert not torch.isclose(before[4:, 0], after[4:, 0]).any()


def test_a_decoder_leaves_its_context_as_it_is():
    arguments = decoder_arguments(3, 2, 3, 4, 5)
    before = [value.clone() for value in arguments]
    decoder_forward(*arguments)
    assert all(torch.equal(value, was) for value, was in zip(arguments, before, strict=True))


def test_the_weights_of_the_context_are_square():
    Y, context, W_yh, _, W_hh, b_h, W_hq, b_q = decoder_arguments(3, 2, 3, 4, 5)
    with pytest.raises(ShapeError) as caught:
        decoder_forward(Y, context, W_yh, torch.ones(4, 1, dtype=torch.float64), W_hh, b_h, W_hq, b_q)
    assert (
        str(caught.value) == "decoder_forward: W_ch should be (h, h) = (4, 4), and is (4, 1). h = 4 comes from context."
    )
