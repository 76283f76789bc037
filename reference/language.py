"""A character language model: its loss, the model itself, and the text that it writes (D2L 9.3 to 9.5)."""

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from reference.checked import checked
from reference.layers import output_layer
from reference.milestones import milestone
from reference.recurrent import rnn_forward
from reference.text import one_hot


@checked
def cross_entropy(logits: Float[Tensor, "n v"], targets: Int[Tensor, "n"]) -> Float[Tensor, ""]:
    """The mean negative log-likelihood: `L = -(1/n) Σ_i log p_i`, with `p_i = exp(o_i[y_i]) / Σ_j exp(o_i[j])`.

    Here `o_i` is row i of the logits and `y_i` target i: `p_i` is the probability that the model gives to what
    is there.

    **Arguments**

    - `logits`: `(n, v)`, one row for each of n predictions, one number for each of v tokens. They may be as large as
      10000 and as small as -10000: no intermediate result may overflow, and no logarithm may meet a 0.
    - `targets`: `(n,)`, whole numbers from 0 to v - 1: the tokens that should have been predicted.

    **Returns** `()`, a tensor that is a single number, in nats (with the natural logarithm). No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.3.2, equation 9.3.7, and 4.1.2.

    >>> import torch
    >>> round(cross_entropy(logits=torch.zeros(3, 8), targets=torch.tensor([0, 7, 2])).item(), 4)
    2.0794
    >>> cross_entropy(logits=torch.tensor([[10000.0, -10000.0]]), targets=torch.tensor([1])).item()
    20000.0
    """
    log_probabilities = torch.log_softmax(logits, dim=1)
    rows = torch.arange(len(targets), device=targets.device)
    log_likelihoods = log_probabilities[rows, targets.long()]
    loss = -log_likelihoods.mean()
    milestone(
        "log softmax(o)", log_probabilities, "the logarithm of the softmax, row by row, and that nothing overflows"
    )
    milestone("log p_i", log_likelihoods, "the logarithm of the probability of each target")
    milestone("L", loss, "the mean, and its sign")
    return loss


@checked
def perplexity(logits: Float[Tensor, "T n v"], targets: Int[Tensor, "T n"]) -> Float[Tensor, ""]:
    """The perplexity of a language model on a minibatch: `exp(-(1/(T n)) Σ_t Σ_i log p_{t,i})`.

    Here `p_{t,i}` is the probability that the model gives to target i of step t, the softmax of its logits. A model
    that knows nothing and finds all v tokens equally likely has the perplexity v; one that is always right has 1.

    **Arguments**

    - `logits`: `(T, n, v)`, for each step and each sequence one number for every token that may come next.
    - `targets`: `(T, n)`, whole numbers from 0 to v - 1: the tokens that did come next.

    **Returns** `()`, a tensor that is a single number. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.3.2, equation 9.3.8.

    >>> import torch
    >>> targets = torch.tensor([[0, 7], [2, 1], [3, 3]])
    >>> round(perplexity(logits=torch.zeros(3, 2, 8), targets=targets).item(), 4)
    8.0
    """
    loss = cross_entropy(logits.flatten(0, 1), targets.flatten())
    value = torch.exp(loss)
    milestone("exp(L)", value, "the exponential, and of what it is taken")
    return value


def _small_weights(shape: tuple[int, int]) -> nn.Parameter:
    """Weights to begin with, as in D2L: far below 1, and no two alike."""
    return nn.Parameter(0.01 * torch.randn(shape))


class RNNLM(nn.Module):
    """A character language model: `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)` and `O_t = H_t W_hq + b_q`.

    `X_t` holds the tokens of step t as one-hot vectors, `O_t` the logits of the token that comes next.

    **Arguments**

    - `vocab_size`: an int, v, how many tokens the vocabulary has.
    - `num_hiddens`: an int, h, how many hidden units the layer has.

    **Parameters** are five, floating numbers all: `W_xh` `(v, h)`, `W_hh` `(h, h)`, `b_h` `(h,)`, `W_hq` `(h, v)` and
    `b_q` `(v,)`. How they are initialised is up to you.

    **Returns** a module. What calling it takes and gives is said at `forward`.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.5.1 and 9.5.2.

    >>> import torch
    >>> model = RNNLM(vocab_size=8, num_hiddens=4)
    >>> {name: tuple(parameter.shape) for name, parameter in model.named_parameters()}
    {'W_xh': (8, 4), 'W_hh': (4, 4), 'b_h': (4,), 'W_hq': (4, 8), 'b_q': (8,)}
    >>> logits, H = model(tokens=torch.tensor([[1, 7, 0], [2, 2, 5]]))
    >>> logits.shape, H.shape
    (torch.Size([3, 2, 8]), torch.Size([2, 4]))
    """

    @checked
    def __init__(self, vocab_size: int, num_hiddens: int) -> None:
        super().__init__()
        self.vocab_size = vocab_size
        self.W_xh = _small_weights((vocab_size, num_hiddens))
        self.W_hh = _small_weights((num_hiddens, num_hiddens))
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = _small_weights((num_hiddens, vocab_size))
        self.b_q = nn.Parameter(torch.zeros(vocab_size))

    @checked
    def forward(
        self, tokens: Int[Tensor, "n T"], H: Float[Tensor, "n h"] | None = None
    ) -> tuple[Float[Tensor, "T n v"], Float[Tensor, "n h"]]:
        """Read T tokens of n sequences.

        **Arguments**

        - `tokens`: `(n, T)`, whole numbers from 0 to v - 1: one sequence of the minibatch in a row.
        - `H`: `(n, h)`, the hidden state before the first step. Where it is missing it is zeros, on the device of the
          parameters.

        **Returns** a pair: `(T, n, v)`, the logits after the steps 1 … T, time first, and `(n, h)`, the state after the
        last step. The module keeps no state from call to call, and no argument is changed.
        """
        X = one_hot(tokens, self.vocab_size).to(self.W_xh.dtype)
        state = self.W_hh.new_zeros(len(tokens), len(self.W_hh)) if H is None else H
        states, last = rnn_forward(X, state, self.W_xh, self.W_hh, self.b_h)
        return output_layer(states, self.W_hq, self.b_q), last


@checked
def influence(
    X: Float[Tensor, "T n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "T T"]:
    """How much each input of a recurrent layer moves each state: entry `[t, s]` is the Frobenius norm of `∂H_t/∂X_s`.

    `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)`, as in `rnn_forward`. The whole Jacobian counts: n h numbers, each
    differentiated by each of n d numbers, and the norm is the root of the sum of all their squares. A state depends
    on what came before it and on nothing that comes later: above the diagonal there are zeros.

    **Arguments**

    - `X`: `(T, n, d)`, the inputs, time first: `X[0]` is the first step of all n sequences.
    - `H`: `(n, h)`, the hidden state before the first step.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.
    - `b_h`: `(h,)`, the bias, one number for each hidden unit.

    **Returns** `(T, T)`, a row for each state and a column for each input. No argument is changed; no gradient through
    the result is asked for.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.4.2, where the state stands for all previous tokens (equation 9.4.2), and 9.7.1.

    >>> import torch
    >>> W_xh, W_hh, b_h = torch.tensor([[0.5]]), torch.tensor([[2.0]]), torch.zeros(1)
    >>> influence(X=torch.zeros(3, 1, 1), H=torch.zeros(1, 1), W_xh=W_xh, W_hh=W_hh, b_h=b_h)
    tensor([[0.5000, 0.0000, 0.0000],
            [1.0000, 0.5000, 0.0000],
            [2.0000, 1.0000, 0.5000]])
    """
    states, _ = rnn_forward(X, H, W_xh, W_hh, b_h)
    slopes = 1 - states**2
    T, n, d = X.shape
    # Row by row of the batch: jacobians[s, i, a, j] is the derivative of unit j of row i by input a of step s.
    jacobians = X.new_zeros(T, n, d, len(b_h))
    norms: list[Tensor] = []
    for t in range(T):
        jacobians = jacobians @ W_hh
        jacobians[t] = W_xh
        jacobians = jacobians * slopes[t][:, None]
        norms.append(jacobians.square().sum(dim=(1, 2, 3)).sqrt())
    milestone("tanh'(Z)", slopes, "the derivative of tanh, from the states")
    return torch.stack(norms)


@checked
def generate(
    prefix: Int[Tensor, "k"],
    num_tokens: int,
    W_xh: Float[Tensor, "v h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
    W_hq: Float[Tensor, "h v"],
    b_q: Float[Tensor, "v"],
) -> Int[Tensor, "k+{num_tokens}"]:
    """Continue a text with a language model: `y_{t+1} = argmax(H_t W_hq + b_q)`, fed back as the next input.

    The state is zeros at first, and `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)`, where `X_t` is token t as a one-hot
    vector. First the model reads the prefix, whatever it would have predicted there (the warm-up). Then each new
    token is the one with the largest logit, and the next input.

    **Arguments**

    - `prefix`: `(k,)`, at least one token, whole numbers from 0 to v - 1.
    - `num_tokens`: an int, how many tokens to add.
    - `W_xh`: `(v, h)`, the weights from the one-hot inputs to the hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.
    - `b_h`: `(h,)`, the bias of the hidden units.
    - `W_hq`: `(h, v)`, the weights from the hidden units to the logits.
    - `b_q`: `(v,)`, the bias of the logits.

    **Returns** `(k + num_tokens,)`, whole numbers: the prefix, and the new tokens after it. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.5.5.

    >>> import torch
    >>> W_xh, W_hq = torch.eye(3), torch.tensor([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
    >>> W_hh, b_h, b_q = torch.zeros(3, 3), torch.zeros(3), torch.zeros(3)
    >>> prefix = torch.tensor([2, 1])
    >>> generate(prefix=prefix, num_tokens=4, W_xh=W_xh, W_hh=W_hh, b_h=b_h, W_hq=W_hq, b_q=b_q).tolist()
    [2, 1, 2, 0, 1, 2]
    """
    state = W_hh.new_zeros(1, len(W_hh))
    sequence = [prefix]
    for _ in range(num_tokens):
        X = one_hot(sequence[-1][None], len(W_xh)).to(W_xh.dtype)
        _, state = rnn_forward(X, state, W_xh, W_hh, b_h)
        logits = state @ W_hq + b_q
        sequence.append(logits.argmax(dim=1).to(prefix.dtype))
        milestone("O_t", logits, "the logits after the last token that was read")
    return torch.cat(sequence)


@checked
def sample_token(logits: Float[Tensor, "v"], temperature: float, generator: torch.Generator) -> int:
    """Draw the next token: token j with the probability `exp(o_j / τ) / Σ_i exp(o_i / τ)`, τ being the temperature.

    A low temperature makes the likely tokens still more likely, a high one makes all tokens nearly equal. At
    temperature 0 nothing is left to chance: the token is the one with the largest logit.

    **Arguments**

    - `logits`: `(v,)`, one number for each token of the vocabulary, between -10000 and 10000.
    - `temperature`: a float, 0 or more.
    - `generator`: a `torch.Generator`, where every random number comes from. The global generators stay as they are.

    **Returns** an int, from 0 to v - 1. No argument is changed, but for the state of the generator.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.5.5, which takes the most likely token; drawing one, and the temperature, are ours.

    >>> import torch
    >>> generator = torch.Generator().manual_seed(0)
    >>> logits = torch.tensor([1.0, 3.0, 2.0])
    >>> sample_token(logits=logits, temperature=0.0, generator=generator)
    1
    >>> drawn = [sample_token(logits=logits, temperature=100.0, generator=generator) for _ in range(100)]
    >>> sorted(set(drawn))
    [0, 1, 2]
    """
    if temperature == 0:
        return int(logits.argmax())
    probabilities = torch.softmax(logits / temperature, dim=0)
    return int(torch.multinomial(probabilities.to(generator.device), 1, generator=generator))
