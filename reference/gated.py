"""Gated recurrent cells: what is kept, what is written, and what is shown (D2L 10.1 and 10.2)."""

import torch
from jaxtyping import Float
from torch import Tensor

from reference.checked import checked
from reference.milestones import milestone


@checked
def lstm_cell(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    C: Float[Tensor, "n h"],
    W_xi: Float[Tensor, "d h"],
    W_hi: Float[Tensor, "h h"],
    b_i: Float[Tensor, "h"],
    W_xf: Float[Tensor, "d h"],
    W_hf: Float[Tensor, "h h"],
    b_f: Float[Tensor, "h"],
    W_xo: Float[Tensor, "d h"],
    W_ho: Float[Tensor, "h h"],
    b_o: Float[Tensor, "h"],
    W_xc: Float[Tensor, "d h"],
    W_hc: Float[Tensor, "h h"],
    b_c: Float[Tensor, "h"],
) -> tuple[Float[Tensor, "n h"], Float[Tensor, "n h"]]:
    """One step of an LSTM: `C_t = F_t ⊙ C_{t-1} + I_t ⊙ C̃_t` and `H_t = O_t ⊙ tanh(C_t)`.

    The gates are `I_t = σ(X_t W_xi + H_{t-1} W_hi + b_i)`, and F_t and O_t likewise; what may be written into the cell
    is `C̃_t = tanh(X_t W_xc + H_{t-1} W_hc + b_c)`. The product ⊙ is number by number.

    **Arguments**

    - `X`: `(n, d)`, the inputs of this step, one sequence of the minibatch in a row.
    - `H`: `(n, h)`, the hidden state after the previous step.
    - `C`: `(n, h)`, the memory cell after the previous step.
    - `W_xi`: `(d, h)`, of the input gate: the weights of the inputs.
    - `W_hi`: `(h, h)`, of the input gate: the weights of the hidden state.
    - `b_i`: `(h,)`, of the input gate: the bias.
    - `W_xf`: `(d, h)`, of the forget gate: the weights of the inputs.
    - `W_hf`: `(h, h)`, of the forget gate: the weights of the hidden state.
    - `b_f`: `(h,)`, of the forget gate: the bias.
    - `W_xo`: `(d, h)`, of the output gate: the weights of the inputs.
    - `W_ho`: `(h, h)`, of the output gate: the weights of the hidden state.
    - `b_o`: `(h,)`, of the output gate: the bias.
    - `W_xc`: `(d, h)`, of the input node: the weights of the inputs.
    - `W_hc`: `(h, h)`, of the input node: the weights of the hidden state.
    - `b_c`: `(h,)`, of the input node: the bias.

    **Returns** a pair: the hidden state `(n, h)` and the memory cell `(n, h)` after this step. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.1.1, equations 10.1.1 to 10.1.4.

    >>> import torch
    >>> X, H, C = torch.ones(2, 3), torch.zeros(2, 4), torch.ones(2, 4)
    >>> weights = {}
    >>> for gate in "ifoc":
    ...     weights[f"W_x{gate}"] = torch.full((3, 4), 0.1)
    ...     weights[f"W_h{gate}"] = torch.full((4, 4), 0.1)
    ...     weights[f"b_{gate}"] = torch.zeros(4)
    >>> H_t, C_t = lstm_cell(X=X, H=H, C=C, **weights)
    >>> H_t.shape, C_t.shape
    (torch.Size([2, 4]), torch.Size([2, 4]))
    >>> round(C_t[0, 0].item(), 4), round(H_t[0, 0].item(), 4)
    (0.7418, 0.362)
    """
    sum_i = X @ W_xi + H @ W_hi + b_i
    sum_f = X @ W_xf + H @ W_hf + b_f
    sum_o = X @ W_xo + H @ W_ho + b_o
    sum_c = X @ W_xc + H @ W_hc + b_c
    I_t, F_t, O_t = torch.sigmoid(sum_i), torch.sigmoid(sum_f), torch.sigmoid(sum_o)
    candidate = torch.tanh(sum_c)
    kept, written = F_t * C, I_t * candidate
    C_t = kept + written
    squashed = torch.tanh(C_t)
    H_t = O_t * squashed
    milestone("X_t W_xi + H_{t-1} W_hi + b_i", sum_i, "the sum of the input gate: two products and a bias")
    milestone("I_t", I_t, "the activation of the input gate")
    milestone("X_t W_xf + H_{t-1} W_hf + b_f", sum_f, "the sum of the forget gate: two products and a bias")
    milestone("F_t", F_t, "the activation of the forget gate")
    milestone("X_t W_xo + H_{t-1} W_ho + b_o", sum_o, "the sum of the output gate: two products and a bias")
    milestone("O_t", O_t, "the activation of the output gate")
    milestone("X_t W_xc + H_{t-1} W_hc + b_c", sum_c, "the sum of the input node: two products and a bias")
    milestone("C̃_t", candidate, "the activation of the input node, which is no gate")
    milestone("F_t ⊙ C_{t-1}", kept, "what is kept of the memory cell, and which gate says so")
    milestone("I_t ⊙ C̃_t", written, "what is written into the memory cell, and which gate says so")
    milestone("C_t", C_t, "the new memory cell: what is kept, and what is written")
    milestone("tanh(C_t)", squashed, "what the memory cell goes through before it is shown")
    milestone("H_t", H_t, "the output gate, and how it meets the memory cell")
    return H_t, C_t


@checked
def gru_cell(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    W_xz: Float[Tensor, "d h"],
    W_hz: Float[Tensor, "h h"],
    b_z: Float[Tensor, "h"],
    W_xr: Float[Tensor, "d h"],
    W_hr: Float[Tensor, "h h"],
    b_r: Float[Tensor, "h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "n h"]:
    """One step of a GRU: `H_t = Z_t ⊙ H_{t-1} + (1 − Z_t) ⊙ H̃_t`.

    The gates are `Z_t = σ(X_t W_xz + H_{t-1} W_hz + b_z)`, and R_t likewise; the candidate is
    `H̃_t = tanh(X_t W_xh + (R_t ⊙ H_{t-1}) W_hh + b_h)`. The product ⊙ is number by number.

    **Arguments**

    - `X`: `(n, d)`, the inputs of this step, one sequence of the minibatch in a row.
    - `H`: `(n, h)`, the hidden state after the previous step.
    - `W_xz`: `(d, h)`, of the update gate: the weights of the inputs.
    - `W_hz`: `(h, h)`, of the update gate: the weights of the hidden state.
    - `b_z`: `(h,)`, of the update gate: the bias.
    - `W_xr`: `(d, h)`, of the reset gate: the weights of the inputs.
    - `W_hr`: `(h, h)`, of the reset gate: the weights of the hidden state.
    - `b_r`: `(h,)`, of the reset gate: the bias.
    - `W_xh`: `(d, h)`, of the candidate: the weights of the inputs.
    - `W_hh`: `(h, h)`, of the candidate: the weights of the hidden state.
    - `b_h`: `(h,)`, of the candidate: the bias.

    **Returns** `(n, h)`, the hidden state after this step. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.2.1 to 10.2.3, equations 10.2.1 to 10.2.3. PyTorch's own cell resets after the product with W_hh.

    >>> import torch
    >>> X, H = torch.ones(2, 3), torch.ones(2, 4)
    >>> weights = {}
    >>> for part in "zrh":
    ...     weights[f"W_x{part}"] = torch.full((3, 4), 0.1)
    ...     weights[f"W_h{part}"] = torch.full((4, 4), 0.1)
    ...     weights[f"b_{part}"] = torch.zeros(4)
    >>> H_t = gru_cell(X=X, H=H, **weights)
    >>> H_t.shape
    torch.Size([2, 4])
    >>> round(H_t[0, 0].item(), 4)
    0.8385
    """
    sum_z = X @ W_xz + H @ W_hz + b_z
    sum_r = X @ W_xr + H @ W_hr + b_r
    Z_t, R_t = torch.sigmoid(sum_z), torch.sigmoid(sum_r)
    reset = R_t * H
    sum_h = X @ W_xh + reset @ W_hh + b_h
    candidate = torch.tanh(sum_h)
    kept, renewed = Z_t * H, (1 - Z_t) * candidate
    H_t = kept + renewed
    milestone("X_t W_xz + H_{t-1} W_hz + b_z", sum_z, "the sum of the update gate: two products and a bias")
    milestone("Z_t", Z_t, "the activation of the update gate")
    milestone("X_t W_xr + H_{t-1} W_hr + b_r", sum_r, "the sum of the reset gate: two products and a bias")
    milestone("R_t", R_t, "the activation of the reset gate")
    milestone("R_t ⊙ H_{t-1}", reset, "what the reset gate meets, and when: before the product")
    milestone("X_t W_xh + (R_t ⊙ H_{t-1}) W_hh + b_h", sum_h, "the sum of the candidate: two products and a bias")
    milestone("H̃_t", candidate, "the activation of the candidate, which is no gate")
    milestone("Z_t ⊙ H_{t-1}", kept, "what is kept of the previous state, and how much of it")
    milestone("(1 − Z_t) ⊙ H̃_t", renewed, "how much of the candidate is taken")
    milestone("H_t", H_t, "the sum of what is kept and what is new")
    return H_t
