"""The language model, against numbers worked by hand, against PyTorch's own, and against autograd's Jacobians."""

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from reference.checked import ShapeError
from reference.language import RNNLM, cross_entropy, generate, influence, perplexity, sample_token
from reference.milestones import listening
from reference.recurrent import rnn_forward

SIZES = pytest.mark.parametrize(("n", "v"), [(5, 7), (1, 7), (5, 1), (1, 1), (4, 4)])


def numbers(*shapes: tuple[int, ...], seed: int = 0, requires_grad: bool = False) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    values = [torch.randn(shape, generator=rng, dtype=torch.float64) for shape in shapes]
    return [value.requires_grad_(requires_grad) for value in values]


def whole_numbers(below: int, *shape: int, seed: int = 0) -> Tensor:
    return torch.randint(below, shape, generator=torch.Generator().manual_seed(seed))


def weights(v: int, h: int, seed: int = 0) -> dict[str, Tensor]:
    names = ("W_xh", "W_hh", "b_h", "W_hq", "b_q")
    return dict(zip(names, numbers((v, h), (h, h), (h,), (h, v), (v,), seed=seed), strict=True))


def test_a_cross_entropy_worked_by_hand():
    logits = torch.tensor([[0.0, math.log(3.0)], [math.log(4.0), 0.0]])  # probabilities (1/4, 3/4) and (4/5, 1/5)
    loss = cross_entropy(logits, torch.tensor([0, 0]))
    assert loss.shape == ()
    assert loss.item() == pytest.approx((math.log(4.0) + math.log(5 / 4)) / 2)


@SIZES
def test_the_cross_entropy_is_torchs_own(n, v):
    (logits,) = numbers((n, v), requires_grad=True)
    targets = whole_numbers(v, n)
    loss = cross_entropy(logits, targets)
    torch.testing.assert_close(loss, functional.cross_entropy(logits, targets))
    (seen,) = torch.autograd.grad(loss, logits)
    (expected,) = torch.autograd.grad(functional.cross_entropy(logits, targets), logits)
    torch.testing.assert_close(seen, expected)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_large_logits_give_finite_numbers_and_gradients(dtype):
    logits = torch.tensor([[1e4, -1e4, 0.0], [1e4, 1e4, -1e4]], dtype=dtype, requires_grad=True)
    loss = cross_entropy(logits, torch.tensor([1, 0]))
    assert loss.item() == pytest.approx((2e4 + math.log(2.0)) / 2)
    (gradient,) = torch.autograd.grad(loss, logits)
    torch.testing.assert_close(gradient, torch.tensor([[0.5, -0.5, 0.0], [-0.25, 0.25, 0.0]], dtype=dtype))


def test_targets_may_be_small_integers():
    (logits,) = numbers((5, 7))
    targets = whole_numbers(7, 5)
    for dtype in (torch.int8, torch.int32):
        torch.testing.assert_close(cross_entropy(logits, targets.to(dtype)), cross_entropy(logits, targets))


@pytest.mark.parametrize(("T", "n", "v"), [(3, 2, 5), (1, 2, 5), (3, 1, 5), (3, 2, 1), (4, 4, 4)])
def test_the_perplexity_is_the_exponential_of_torchs_mean(T, n, v):
    (logits,) = numbers((T, n, v))
    targets = whole_numbers(v, T, n)
    expected = functional.cross_entropy(logits.permute(0, 2, 1), targets).exp()
    torch.testing.assert_close(perplexity(logits, targets), expected)


def test_the_perplexity_of_knowing_nothing_is_the_vocabulary_and_of_knowing_all_is_one():
    targets = whole_numbers(9, 4, 3)
    assert perplexity(torch.zeros(4, 3, 9), targets).item() == pytest.approx(9.0)
    assert perplexity(1e4 * functional.one_hot(targets, 9).float(), targets).item() == pytest.approx(1.0)


def test_the_gradients_of_the_losses_are_those_of_finite_differences():
    (logits,) = numbers((3, 2, 4), requires_grad=True)
    targets = whole_numbers(4, 3, 2)
    assert torch.autograd.gradcheck(lambda logits: perplexity(logits, targets), logits)
    assert torch.autograd.gradcheck(lambda logits: cross_entropy(logits[0], targets[0]), logits)


def torchs_own(model: RNNLM, v: int, h: int) -> tuple[nn.RNN, nn.Linear]:
    rnn, linear = nn.RNN(v, h), nn.Linear(h, v)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(model.W_xh.T)
        rnn.weight_hh_l0.copy_(model.W_hh.T)
        rnn.bias_ih_l0.copy_(model.b_h)
        rnn.bias_hh_l0.zero_()
        linear.weight.copy_(model.W_hq.T)
        linear.bias.copy_(model.b_q)
    return rnn, linear


def model_of(v: int, h: int) -> RNNLM:
    model = RNNLM(vocab_size=v, num_hiddens=h)
    with torch.no_grad():
        for name, value in weights(v, h).items():
            getattr(model, name).copy_(value)
    return model


@pytest.mark.parametrize(("n", "T", "v", "h"), [(3, 5, 7, 4), (1, 5, 7, 4), (3, 1, 7, 4), (3, 5, 1, 4), (2, 2, 2, 2)])
def test_the_language_model_is_torchs_own_layer_and_a_linear_one(n, T, v, h):
    model = model_of(v, h)
    rnn, linear = torchs_own(model, v, h)
    tokens = whole_numbers(v, n, T)
    (H,) = (value.float() for value in numbers((n, h), seed=1))
    states, last = rnn(functional.one_hot(tokens.T, v).float(), H[None])
    logits, H_last = model(tokens=tokens, H=H)
    torch.testing.assert_close(logits, linear(states))
    torch.testing.assert_close(H_last, last[0])


def test_a_missing_state_is_zeros_and_is_not_kept():
    model = model_of(7, 4)
    tokens = whole_numbers(7, 3, 5)
    logits, H = model(tokens)
    again, _ = model(tokens)
    with_zeros, _ = model(tokens, torch.zeros(3, 4))
    torch.testing.assert_close(logits, again, rtol=0, atol=0)
    torch.testing.assert_close(logits, with_zeros, rtol=0, atol=0)
    assert not torch.allclose(logits, model(tokens, H)[0])


def test_two_halves_with_the_state_handed_on_are_the_whole():
    model = model_of(7, 4)
    tokens = whole_numbers(7, 3, 6)
    whole, last = model(tokens)
    first, H = model(tokens[:, :2])
    second, last_of_second = model(tokens[:, 2:], H)
    torch.testing.assert_close(torch.cat((first, second)), whole)
    torch.testing.assert_close(last_of_second, last)


def test_the_model_has_exactly_the_five_parameters_and_all_of_them_learn():
    model = model_of(7, 4)
    assert {name: tuple(value.shape) for name, value in model.named_parameters()} == {
        "W_xh": (7, 4),
        "W_hh": (4, 4),
        "b_h": (4,),
        "W_hq": (4, 7),
        "b_q": (7,),
    }
    logits, _ = model(whole_numbers(7, 3, 20))
    perplexity(logits, whole_numbers(7, 20, 3)).backward()
    assert all(parameter.grad is not None and parameter.grad.any() for parameter in model.parameters())


def test_the_model_works_in_another_dtype_and_puts_its_state_where_the_parameters_are():
    logits, H = model_of(7, 4).double()(whole_numbers(7, 3, 5))
    assert (logits.dtype, H.dtype) == (torch.float64, torch.float64)
    logits, H = RNNLM(7, 4).to("meta")(torch.empty(3, 5, dtype=torch.int64, device="meta"))
    assert (logits.device.type, H.device.type, logits.shape) == ("meta", "meta", (5, 3, 7))


@pytest.mark.parametrize(("T", "n", "d", "h"), [(4, 2, 3, 5), (1, 2, 3, 5), (4, 1, 3, 5), (4, 2, 1, 1), (3, 3, 3, 3)])
def test_the_influence_is_the_norm_of_autograds_jacobian(T, n, d, h):
    X, H, W_xh, W_hh, b_h = numbers((T, n, d), (n, h), (d, h), (h, h), (h,))
    jacobian = torch.autograd.functional.jacobian(lambda X: rnn_forward(X, H, W_xh, W_hh, b_h)[0], X)
    assert isinstance(jacobian, Tensor)
    expected = jacobian.square().sum(dim=(1, 2, 4, 5)).sqrt()
    torch.testing.assert_close(influence(X, H, W_xh, W_hh, b_h), expected)


def test_nothing_later_has_an_influence_and_everything_earlier_has():
    norms = influence(*numbers((6, 2, 3), (2, 4), (3, 4), (4, 4), (4,)))
    assert (norms.triu(1) == 0).all()
    assert (norms[torch.ones(6, 6).tril().bool()] > 0).all()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_influence_keeps_the_dtype(dtype):
    arguments = [value.to(dtype) for value in numbers((6, 2, 3), (2, 4), (3, 4), (4, 4), (4,))]
    assert influence(*arguments).dtype == dtype


@pytest.mark.parametrize("num_tokens", [0, 1, 2, 9])
@pytest.mark.parametrize(("k", "v", "h"), [(4, 7, 5), (1, 7, 5), (4, 1, 5), (4, 7, 1)])
def test_text_is_generated_as_by_reading_everything_again_for_each_token(num_tokens, k, v, h):
    model = model_of(v, h)
    prefix = whole_numbers(v, k)
    expected = prefix
    for _ in range(num_tokens):
        logits, _ = model(expected[None])
        expected = torch.cat((expected, logits[-1].argmax(dim=1)))
    parameters = {name: value.detach() for name, value in model.named_parameters()}
    seen = generate(prefix=prefix, num_tokens=num_tokens, **parameters)
    assert seen.tolist() == expected.tolist()
    assert seen is not prefix


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32])
def test_generated_tokens_have_the_dtype_of_the_prefix(dtype):
    assert generate(torch.tensor([1, 2], dtype=dtype), 3, **weights(7, 4)).dtype == dtype


def test_at_temperature_zero_the_most_likely_token_is_taken_and_no_number_is_drawn():
    generator = torch.Generator().manual_seed(0)
    before = generator.get_state()
    token = sample_token(torch.tensor([0.1, 0.3, 0.2]), 0.0, generator)
    assert (token, type(token)) == (1, int)
    assert torch.equal(before, generator.get_state())


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_tokens_are_drawn_as_often_as_their_probability_says(temperature):
    (logits,) = numbers((5,))
    generator = torch.Generator().manual_seed(0)
    draws = [sample_token(logits, temperature, generator) for _ in range(4000)]
    seen = torch.bincount(torch.tensor(draws), minlength=5) / len(draws)
    torch.testing.assert_close(seen.double(), (logits / temperature).softmax(0), rtol=0, atol=0.03)


@pytest.mark.parametrize("temperature", [1e-3, 1e-30])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_very_low_temperature_overflows_nothing(temperature, dtype):
    logits = torch.tensor([-1e4, 1e4, 9e3], dtype=dtype)
    assert {sample_token(logits, temperature, torch.Generator().manual_seed(seed)) for seed in range(20)} == {1}


def test_a_draw_depends_on_the_generator_alone():
    (logits,) = numbers((50,))
    before = torch.random.get_rng_state()
    draws = [[sample_token(logits, 1.0, torch.Generator().manual_seed(seed)) for seed in range(30)] for _ in range(2)]
    assert torch.equal(before, torch.random.get_rng_state())
    assert draws[0] == draws[1]
    assert len(set(draws[0])) > 5


def test_the_model_names_its_intermediate_values_in_the_order_of_time():
    with listening() as found:
        model_of(7, 4)(whole_numbers(7, 3, 2))
    names = [each.name for each in found]
    assert names[0] == "X"
    assert names.count("H_t") == 2
    assert names[-1] == "O"


MODEL = RNNLM(vocab_size=7, num_hiddens=4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: cross_entropy(torch.ones(2, 3), torch.tensor([1])),
            "cross_entropy: targets should be (n,) = (2,), and is (1,). n = 2 comes from logits.",
        ),
        (
            lambda: cross_entropy(torch.ones(2, 3), torch.ones(2)),
            "cross_entropy: the dtype of targets should be int, and is float32.",
        ),
        (
            lambda: perplexity(torch.ones(4, 2, 3), torch.ones(2, 4).long()),
            "perplexity: targets should be (T, n) = (4, 2), and is (2, 4). T = 4 comes from logits, n = 2 from logits.",
        ),
        (
            lambda: MODEL(torch.ones(2, 3).long(), torch.ones(3, 4)),
            "RNNLM.forward: H should be (n, h) = (2, h), and is (3, 4). n = 2 comes from tokens.",
        ),
        (
            lambda: RNNLM(vocab_size=7.0, num_hiddens=4),
            "RNNLM: vocab_size should be int, and is a float.",
        ),
        (
            lambda: influence(*numbers((4, 2, 3), (2, 5), (3, 5), (5, 1), (5,))),
            "influence: W_hh should be (h, h) = (5, 5), and is (5, 1). h = 5 comes from H.",
        ),
        (
            lambda: generate(torch.tensor([[1, 2]]), 3, **weights(7, 4)),
            "generate: prefix should be (k,), and is (1, 2).",
        ),
        (
            lambda: sample_token(torch.ones(1, 3), 1.0, torch.Generator()),
            "sample_token: logits should be (v,), and is (1, 3).",
        ),
    ],
)
def test_an_argument_that_does_not_fit_is_named(call, message):
    with pytest.raises(ShapeError) as caught:
        call()
    assert str(caught.value) == message
