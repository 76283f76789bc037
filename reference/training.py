"""Gradients put to use: cut off in time, and one step of training (D2L 9.5 and 9.7)."""

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional

from reference.checked import checked
from reference.gradients import clip_gradients
from reference.layers import output_layer
from reference.milestones import milestone
from reference.recurrent import rnn_cell, rnn_forward


@checked
def truncated_bptt(
    X: Float[Tensor, "T n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
    k: int,
) -> Float[Tensor, "T n h"]:
    """A recurrent layer, `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)`, whose gradients reach back k steps at most.

    The values are those of `rnn_forward`. The steps form windows 1 … k, k+1 … 2k and so on, the last one shorter where
    k does not divide T: values are handed from window to window, gradients are not.

    **Arguments**

    - `X`: `(T, n, d)`, the inputs, time first.
    - `H`: `(n, h)`, the hidden state before the first step. Whether gradients reach it is left open.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.
    - `b_h`: `(h,)`, the bias, one number for each hidden unit.
    - `k`: `int`, how many steps a window has, 1 or more.

    **Returns** `(T, n, h)`, the states after the steps 1 … T in the order of time. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.7.1.2.

    >>> import torch
    >>> X, H = torch.ones(5, 2, 3, requires_grad=True), torch.zeros(2, 4)
    >>> W_xh, W_hh, b_h = torch.full((3, 4), 0.1), torch.full((4, 4), 0.1), torch.zeros(4)
    >>> states = truncated_bptt(X=X, H=H, W_xh=W_xh, W_hh=W_hh, b_h=b_h, k=2)
    >>> states.shape
    torch.Size([5, 2, 4])
    >>> states[3].sum().backward()
    >>> (X.grad.abs().sum(dim=(1, 2)) > 0).tolist()
    [False, False, True, True, False]
    """
    state = H
    states: list[Tensor] = []
    for t, X_t in enumerate(X):
        if t > 0 and t % k == 0:
            state = state.detach()
        state = rnn_cell(X_t, state, W_xh, W_hh, b_h)
        states.append(state)
    return torch.stack(states)


@checked
def train_step(
    inputs: Int[Tensor, "T n"],
    targets: Int[Tensor, "T n"],
    H: Float[Tensor, "n h"],
    params: dict[str, Tensor],
    lr: float,
    theta: float,
) -> tuple[Float[Tensor, ""], dict[str, Tensor], Float[Tensor, "n h"]]:
    """One step of training a character language model: `w ← w − lr · min(1, θ / ‖g‖) g` for all parameters together.

    The model is `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)` and `O_t = H_t W_hq + b_q`, where X_t are the one-hot
    vectors of the inputs, and the loss is the mean cross-entropy of all `T · n` predictions.

    **Arguments**

    - `inputs`: `(T, n)`, the tokens that are read, time first: whole numbers from 0 to v - 1.
    - `targets`: `(T, n)`, the tokens that should be predicted at each of these places.
    - `H`: `(n, h)`, the hidden state before the first step.
    - `params`: `W_xh (v, h)`, `W_hh (h, h)`, `b_h (h,)`, `W_hq (h, v)` and `b_q (v,)` by these names, in a dictionary.
      They may or may not require a gradient.
    - `lr`: `float`, the learning rate.
    - `theta`: `float`, the largest norm that the gradient of all parameters together may keep.

    **Returns** three things: the loss before the step, `()`; the new parameters in a new dictionary, by the same names;
    and the last hidden state, `(n, h)`, detached. No argument is changed, and no `.grad` is left behind.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.5.2 to 9.5.4, equation 9.5.3.

    >>> import torch
    >>> tokens, H = torch.tensor([[0, 1], [1, 2], [2, 0]]), torch.zeros(2, 4)
    >>> shapes = {"W_xh": (3, 4), "W_hh": (4, 4), "b_h": (4,), "W_hq": (4, 3), "b_q": (3,)}
    >>> params = {name: torch.zeros(shape) for name, shape in shapes.items()}
    >>> params["b_q"] = torch.tensor([0.0, 0.0, 100.0])
    >>> loss, new, last = train_step(inputs=tokens[:2], targets=tokens[1:], H=H, params=params, lr=1.0, theta=10.0)
    >>> round(loss.item(), 4), last.shape
    (50.0, torch.Size([2, 4]))
    >>> [round(number, 4) for number in new["b_q"].tolist()]
    [0.25, 0.25, 99.5]
    """
    with torch.enable_grad():
        weights = {name: value.detach().requires_grad_() for name, value in params.items()}
        X = functional.one_hot(inputs.long(), len(weights["W_xh"])).to(H.dtype)
        states, last = rnn_forward(X, H.detach(), weights["W_xh"], weights["W_hh"], weights["b_h"])
        logits = output_layer(states, weights["W_hq"], weights["b_q"])
        loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten().long())
        gradients = torch.autograd.grad(loss, list(weights.values()))
    clipped = clip_gradients(list(gradients), theta)
    new = {
        name: value.detach() - lr * gradient for (name, value), gradient in zip(weights.items(), clipped, strict=True)
    }
    milestone("L", loss, "the loss: a mean over all steps and all sequences")
    return loss.detach(), new, last.detach()
