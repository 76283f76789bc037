"""A recurrent layer: one step of it, the same step with one product, and a whole sequence (D2L 9.4)."""

import torch
from jaxtyping import Float
from torch import Tensor

from reference.checked import checked
from reference.milestones import milestone


@checked
def rnn_cell(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "n h"]:
    """One step of a recurrent layer: `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)`.

    **Arguments**

    - `X`: `(n, d)`, the inputs of this step, one sequence of the minibatch in a row. For text, a row is not a single
      value: it is one character as its one-hot vector, d numbers, as many as the vocabulary has characters.
    - `H`: `(n, h)`, the hidden state after the previous step.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.
    - `b_h`: `(h,)`, the bias, one number for each hidden unit.

    **Returns** `(n, h)`, the hidden state after this step. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.4.2, equation 9.4.5, with tanh as the activation.

    >>> import torch
    >>> X, H = torch.ones(2, 3), torch.ones(2, 4)
    >>> H_t = rnn_cell(X=X, H=H, W_xh=torch.full((3, 4), 0.1), W_hh=torch.full((4, 4), 0.1), b_h=torch.zeros(4))
    >>> H_t.shape
    torch.Size([2, 4])
    >>> round(H_t[0, 0].item(), 4)
    0.6044
    """
    XW, HW = X @ W_xh, H @ W_hh
    products = XW + HW
    Z = products + b_h
    H_t = torch.tanh(Z)
    milestone("X_t W_xh", XW, "the product of the inputs and their weights")
    milestone("H_{t-1} W_hh", HW, "the product of the previous state and its weights")
    milestone("X_t W_xh + H_{t-1} W_hh", products, "the sum, and which terms it has")
    milestone("Z_t", Z, "the sum, and what is added to the products")
    milestone("H_t", H_t, "the activation")
    return H_t


@checked
def rnn_cell_concat(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "n h"]:
    """One step of a recurrent layer with exactly one matrix product, of two concatenations.

    The value is that of `rnn_cell`, `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)`: the sum of two products
    is one product of an `(n, d+h)` by a `(d+h, h)` tensor.

    **Arguments**

    - `X`: `(n, d)`, the inputs of this step, one sequence of the minibatch in a row. For text, a row is not a single
      value: it is one character as its one-hot vector, d numbers, as many as the vocabulary has characters.
    - `H`: `(n, h)`, the hidden state after the previous step.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.
    - `b_h`: `(h,)`, the bias, one number for each hidden unit.

    **Returns** `(n, h)`, the hidden state after this step. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.4.2, the remark after equation 9.4.6 and its code.

    >>> import torch
    >>> X, H = torch.ones(2, 3), torch.ones(2, 4)
    >>> H_t = rnn_cell_concat(X=X, H=H, W_xh=torch.full((3, 4), 0.1), W_hh=torch.full((4, 4), 0.1), b_h=torch.zeros(4))
    >>> H_t.shape
    torch.Size([2, 4])
    >>> round(H_t[0, 0].item(), 4)
    0.6044
    """
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    XHW = XH @ W
    Z = XHW + b_h
    H_t = torch.tanh(Z)
    milestone("X_t W_xh + H_{t-1} W_hh", XHW, "the two concatenations: their order, and the axis of each")
    milestone("Z_t", Z, "the sum, and what is added to the product")
    milestone("H_t", H_t, "the activation")
    return H_t


@checked
def rnn_forward(
    X: Float[Tensor, "T n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> tuple[Float[Tensor, "T n h"], Float[Tensor, "n h"]]:
    """A recurrent layer over a whole sequence: `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)` for t = 1 … T.

    **Arguments**

    - `X`: `(T, n, d)`, the inputs, time first: `X[0]` is the first step of all n sequences.
    - `H`: `(n, h)`, the hidden state before the first step.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.
    - `b_h`: `(h,)`, the bias, one number for each hidden unit.

    **Returns** a pair: `(T, n, h)`, the states after the steps 1 … T in the order of time, and `(n, h)`, the last
    of them. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.4.2, equation 9.4.5, and 9.5.1.

    >>> import torch
    >>> X, H = torch.ones(5, 2, 3), torch.zeros(2, 4)
    >>> W_xh, W_hh, b_h = torch.full((3, 4), 0.1), torch.full((4, 4), 0.1), torch.zeros(4)
    >>> states, last = rnn_forward(X=X, H=H, W_xh=W_xh, W_hh=W_hh, b_h=b_h)
    >>> states.shape, last.shape
    (torch.Size([5, 2, 4]), torch.Size([2, 4]))
    >>> round(states[1, 0, 0].item(), 4)
    0.394
    """
    state = H
    states: list[Tensor] = []
    for X_t in X:
        state = rnn_cell(X_t, state, W_xh, W_hh, b_h)
        states.append(state)
    return torch.stack(states), state
