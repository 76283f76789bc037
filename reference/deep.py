"""Recurrent layers put together: one above the other, and one in each direction (D2L 10.3 and 10.4)."""

import torch
from jaxtyping import Float
from torch import Tensor

from reference.checked import ShapeError, checked
from reference.milestones import milestone


@checked
def deep_rnn(
    X: Float[Tensor, "T n d"],
    H: Float[Tensor, "l n h"],
    W_xh: list[Tensor],
    W_hh: list[Tensor],
    b_h: list[Tensor],
) -> tuple[Float[Tensor, "T n h"], Float[Tensor, "l n h"]]:
    """A deep recurrent network: `H_t^(i) = tanh(H_t^(i-1) W_xh^(i) + H_{t-1}^(i) W_hh^(i) + b_h^(i))`, H_t^(0) = X_t.

    Each of the l layers runs over the whole sequence, and reads the states of the layer below it as its inputs.

    **Arguments**

    - `X`: `(T, n, d)`, the inputs of the bottom layer, time first.
    - `H`: `(l, n, h)`, the hidden state of every layer before the first step, the bottom layer first.
    - `W_xh`: `(d, h)` for the bottom layer and `(h, h)` for each one above it, in a list of l weights.
    - `W_hh`: `(h, h)` for each layer, in a list of l weights.
    - `b_h`: `(h,)` for each layer, in a list of l biases.

    **Returns** a pair: `(T, n, h)`, the states of the top layer in the order of time, and `(l, n, h)`, the last state
    of every layer. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.3, equation 10.3.1, with tanh as the activation.

    >>> import torch
    >>> X, H = torch.ones(5, 2, 3), torch.zeros(2, 2, 4)
    >>> W_xh = [torch.full((3, 4), 0.1), torch.full((4, 4), 0.1)]
    >>> W_hh, b_h = [torch.full((4, 4), 0.1)] * 2, [torch.zeros(4)] * 2
    >>> outputs, last = deep_rnn(X=X, H=H, W_xh=W_xh, W_hh=W_hh, b_h=b_h)
    >>> outputs.shape, last.shape
    (torch.Size([5, 2, 4]), torch.Size([2, 2, 4]))
    >>> round(outputs[0, 0, 0].item(), 4)
    0.116
    """
    for name, values in (("W_xh", W_xh), ("W_hh", W_hh), ("b_h", b_h)):
        if len(values) != len(H):
            raise ShapeError(f"deep_rnn: {name} should have l = {len(H)} items, and has {len(values)}. l comes from H.")
    states = X
    last: list[Tensor] = []
    for i, H_i in enumerate(H):
        states = recurrent_layer(states, H_i, W_xh[i], W_hh[i], b_h[i], layer=i)
        last.append(states[-1])
    return states, torch.stack(last)


@checked
def bidirectional_rnn(
    X: Float[Tensor, "T n d"],
    H_f: Float[Tensor, "n h"],
    H_b: Float[Tensor, "n h"],
    W_xf: Float[Tensor, "d h"],
    W_hf: Float[Tensor, "h h"],
    b_f: Float[Tensor, "h"],
    W_xb: Float[Tensor, "d h"],
    W_hb: Float[Tensor, "h h"],
    b_b: Float[Tensor, "h"],
) -> Float[Tensor, "T n 2*h"]:
    """Two recurrent layers in opposite directions, side by side: `H_t = [H_t^(f), H_t^(b)]`.

    The forward layer is `H_t^(f) = tanh(X_t W_xf + H_{t-1}^(f) W_hf + b_f)`, and the backward layer reads the same
    inputs from their end: `H_t^(b) = tanh(X_t W_xb + H_{t+1}^(b) W_hb + b_b)`.

    **Arguments**

    - `X`: `(T, n, d)`, the inputs of both layers, time first.
    - `H_f`: `(n, h)`, the state of the forward layer before it reads the first step.
    - `H_b`: `(n, h)`, the state of the backward layer before it reads the last step.
    - `W_xf`: `(d, h)`, of the forward layer: the weights of the inputs.
    - `W_hf`: `(h, h)`, of the forward layer: the weights of the hidden state.
    - `b_f`: `(h,)`, of the forward layer: the bias.
    - `W_xb`: `(d, h)`, of the backward layer: the weights of the inputs.
    - `W_hb`: `(h, h)`, of the backward layer: the weights of the hidden state.
    - `b_b`: `(h,)`, of the backward layer: the bias.

    **Returns** `(T, n, 2*h)`: at each step, for each sequence, the h numbers of the forward state of this step and
    beside them the h numbers of the backward state of the same step. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.4, equation 10.4.1, with tanh as the activation.

    >>> import torch
    >>> X = torch.tensor([[[1.0]], [[0.0]]])
    >>> zeros, one = torch.zeros(1, 1), torch.ones(1, 1)
    >>> forward, backward = dict(H_f=zeros, W_xf=one, W_hf=one), dict(H_b=zeros, W_xb=one, W_hb=one)
    >>> outputs = bidirectional_rnn(X=X, **forward, **backward, b_f=torch.zeros(1), b_b=torch.zeros(1))
    >>> outputs.shape
    torch.Size([2, 1, 2])
    >>> [round(number, 4) for number in outputs.flatten().tolist()]
    [0.7616, 0.7616, 0.642, 0.0]
    """
    forward = recurrent_layer(X, H_f, W_xf, W_hf, b_f, layer="f")
    backward = recurrent_layer(X.flip(0), H_b, W_xb, W_hb, b_b, layer="b").flip(0)
    both = torch.cat((forward, backward), dim=-1)
    milestone("H^(f) beside H^(b)", both, "how the states of the two directions are put together, and at which steps")
    return both


@checked
def recurrent_layer(
    X: Float[Tensor, "T n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
    layer: int | str,
) -> Float[Tensor, "T n h"]:
    """The states of one layer of several, in the order in which it reads."""
    state = H
    states: list[Tensor] = []
    for turn, X_t in enumerate(X):
        XW, HW = X_t @ W_xh, state @ W_hh
        Z = XW + HW + b_h
        state = torch.tanh(Z)
        states.append(state)
        milestone(_name("X_{t} W_xh^({i})", layer, turn, X), XW, "the inputs of this layer, and their weights")
        milestone(_name("H_{b}^({i}) W_hh^({i})", layer, turn, X), HW, "the layer's state before it, and its weights")
        milestone(_name("Z_{t}^({i})", layer, turn, X), Z, "the sum in this layer, and what is added to the products")
        milestone(_name("H_{t}^({i})", layer, turn, X), state, "the activation of this layer")
    return torch.stack(states)


def _name(form: str, layer: int | str, turn: int, X: Tensor) -> str:
    """Of a milestone, with its step `{t}`, the one before it `{b}` and its layer `{i}`. Layer "b" begins at the end."""
    t, before = (len(X) - turn, len(X) - turn + 1) if layer == "b" else (turn + 1, turn)
    return form.format(t=t, b=before, i=layer + 1 if isinstance(layer, int) else layer)
