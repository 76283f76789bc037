"""Gradients by hand: backpropagation through one step, and through time (D2L 9.7)."""

import torch
from jaxtyping import Float
from torch import Tensor

from reference.checked import checked
from reference.milestones import milestone


@checked
def rnn_cell_backward(
    dH: Float[Tensor, "n h"],
    X: Float[Tensor, "n d"],
    H_prev: Float[Tensor, "n h"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
) -> tuple[
    Float[Tensor, "n d"],
    Float[Tensor, "n h"],
    Float[Tensor, "d h"],
    Float[Tensor, "h h"],
    Float[Tensor, "h"],
]:
    """The gradients of one step, `H = tanh(X W_xh + H_prev W_hh + b_h)`, by hand: without autograd.

    **Arguments**

    - `dH`: `(n, h)`, the gradient of the loss with respect to H, which the later steps have sent back.
    - `X`: `(n, d)`, the inputs of this step.
    - `H_prev`: `(n, h)`, the hidden state after the previous step.
    - `H`: `(n, h)`, the hidden state after this step: what tanh has returned.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.

    **Returns** five gradients of the loss: with respect to X, `(n, d)`; H_prev, `(n, h)`; W_xh, `(d, h)`;
    W_hh, `(h, h)`; and the bias b_h, `(h,)`. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.7.2, equations 9.7.14 and 9.7.16, for one step and with tanh.

    >>> import torch
    >>> dH, X, H_prev = torch.ones(2, 4), torch.ones(2, 3), torch.zeros(2, 4)
    >>> H, W_xh, W_hh = torch.full((2, 4), 0.5), torch.full((3, 4), 0.1), torch.full((4, 4), 0.1)
    >>> gradients = rnn_cell_backward(dH=dH, X=X, H_prev=H_prev, H=H, W_xh=W_xh, W_hh=W_hh)
    >>> [tuple(gradient.shape) for gradient in gradients]
    [(2, 3), (2, 4), (3, 4), (4, 4), (4,)]
    >>> round(gradients[0][0, 0].item(), 4)
    0.3
    """
    dZ = dH * (1 - H**2)
    dX, dH_prev = dZ @ W_xh.T, dZ @ W_hh.T
    dW_xh, dW_hh, db_h = X.T @ dZ, H_prev.T @ dZ, dZ.sum(dim=0)
    milestone("dZ", dZ, "the derivative of tanh, written with H, and what it is multiplied by")
    milestone("dX", dX, "the gradient of the inputs: how a product with `W_xh` is undone in the shapes")
    milestone("dH_prev", dH_prev, "the gradient of the previous state: which axis of `W_hh` is summed")
    milestone("dW_xh", dW_xh, "the gradient of `W_xh`: a sum over the batch")
    milestone("dW_hh", dW_hh, "the gradient of `W_hh`: which state was multiplied by it")
    milestone("db_h", db_h, "the gradient of the bias, which every example has received")
    return dX, dH_prev, dW_xh, dW_hh, db_h


@checked
def rnn_backward(
    dH: Float[Tensor, "T n h"],
    X: Float[Tensor, "T n d"],
    H0: Float[Tensor, "n h"],
    H: Float[Tensor, "T n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
) -> tuple[
    Float[Tensor, "T n d"],
    Float[Tensor, "n h"],
    Float[Tensor, "d h"],
    Float[Tensor, "h h"],
    Float[Tensor, "h"],
]:
    """Backpropagation through time, by hand, of `H_t = tanh(X_t W_xh + H_{t-1} W_hh + b_h)` for t = 1 … T.

    **Arguments**

    - `dH`: `(T, n, h)`, at every step the gradient of that step's own loss with respect to its state: what comes back
      from the later steps is not in it.
    - `X`: `(T, n, d)`, the inputs, time first.
    - `H0`: `(n, h)`, the hidden state before the first step.
    - `H`: `(T, n, h)`, the states after the steps 1 … T: what tanh has returned.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.

    **Returns** five gradients of the sum of all losses: with respect to X, `(T, n, d)`; H0, `(n, h)`; W_xh, `(d, h)`;
    W_hh, `(h, h)`; and the bias b_h, `(h,)`. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.7.2, equations 9.7.14 and 9.7.16, with tanh.

    >>> import torch
    >>> dH, X, H0 = torch.ones(5, 2, 4), torch.ones(5, 2, 3), torch.zeros(2, 4)
    >>> H, W_xh, W_hh = torch.full((5, 2, 4), 0.5), torch.full((3, 4), 0.1), torch.full((4, 4), 0.1)
    >>> gradients = rnn_backward(dH=dH, X=X, H0=H0, H=H, W_xh=W_xh, W_hh=W_hh)
    >>> [tuple(gradient.shape) for gradient in gradients]
    [(5, 2, 3), (2, 4), (3, 4), (4, 4), (4,)]
    >>> round(gradients[0][3, 0, 0].item(), 4)
    0.39
    """
    from_later = torch.zeros_like(H0)
    backwards: list[Tensor] = []
    for t in range(len(X), 0, -1):
        dH_t = dH[t - 1] + from_later
        dZ_t = dH_t * (1 - H[t - 1] ** 2)
        from_later = dZ_t @ W_hh.T
        backwards.append(dZ_t)
        milestone(f"dH_{t}", dH_t, "the two gradients that meet in a state: its own, and that of the step after it")
        milestone(f"dZ_{t}", dZ_t, "the derivative of tanh, written with the state of the same step")
        milestone(f"dZ_{t} W_hhᵀ", from_later, "what is sent back to the step before: which axis of `W_hh` is summed")
    dZ = torch.stack(backwards[::-1])
    H_prev = torch.cat((H0[None], H[:-1]))
    rows = dZ.flatten(0, 1)
    dX, dH0 = dZ @ W_xh.T, from_later
    dW_xh, dW_hh, db_h = X.flatten(0, 1).T @ rows, H_prev.flatten(0, 1).T @ rows, rows.sum(dim=0)
    milestone("dX", dX, "the gradients of the inputs, in the order of time")
    milestone("dW_xh", dW_xh, "the gradient of `W_xh`: a sum over the batch and over all steps")
    milestone("dW_hh", dW_hh, "the gradient of `W_hh`: which state each step has multiplied by it")
    milestone("db_h", db_h, "the gradient of the bias, which every step of every sequence has received")
    return dX, dH0, dW_xh, dW_hh, db_h
