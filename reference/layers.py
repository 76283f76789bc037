"""Layers without a state: what one step of a network does before and after the recurrence (D2L 9.4)."""

import torch
from jaxtyping import Float
from torch import Tensor

from reference.checked import checked
from reference.milestones import milestone


@checked
def hidden_layer(
    X: Float[Tensor, "n d"],
    W_xh: Float[Tensor, "d h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "n h"]:
    """A hidden layer without a hidden state: `H = tanh(X W_xh + b_h)`.

    **Arguments**

    - `X`: `(n, d)`, a minibatch of n examples with d inputs each, one example in a row.
    - `W_xh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `b_h`: `(h,)`, the bias, one number for each hidden unit.

    **Returns** `(n, h)`, the hidden units of every example.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.4.1, equation 9.4.3, with tanh as the activation.

    >>> import torch
    >>> H = hidden_layer(X=torch.zeros(2, 3), W_xh=torch.ones(3, 4), b_h=torch.full((4,), 0.5))
    >>> H.shape
    torch.Size([2, 4])
    >>> round(H[0, 0].item(), 4)
    0.4621
    """
    XW = X @ W_xh
    Z = XW + b_h
    H = torch.tanh(Z)
    milestone("X W_xh", XW, "the product of the inputs and their weights")
    milestone("Z", Z, "the sum, and what is added to the product")
    milestone("H", H, "the activation")
    return H


@checked
def output_layer(
    H: Float[Tensor, "T n h"],
    W_hq: Float[Tensor, "h q"],
    b_q: Float[Tensor, "q"],
) -> Float[Tensor, "T n q"]:
    """The output layer of a recurrent network, at every step: `O_t = H_t W_hq + b_q`.

    **Arguments**

    - `H`: `(T, n, h)`, the hidden states of T steps for a minibatch of n sequences.
    - `W_hq`: `(h, q)`, the weights from h hidden units to q outputs.
    - `b_q`: `(q,)`, the bias, one number for each output.

    **Returns** `(T, n, q)`, the logits: q numbers for every step of every sequence. In a language model q is the size
    of the vocabulary, one number for each token that may come next, whatever the length of the text.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.4.2, equation 9.4.6.

    >>> import torch
    >>> O = output_layer(H=torch.ones(5, 2, 4), W_hq=torch.full((4, 3), 0.5), b_q=torch.ones(3))
    >>> O.shape
    torch.Size([5, 2, 3])
    >>> round(O[0, 0, 0].item(), 4)
    3.0
    """
    HW = H @ W_hq
    logits = HW + b_q
    milestone("H W_hq", HW, "the product of the states and their weights")
    milestone("O", logits, "the sum, and what is added to the product")
    return logits
