"""Sequences of different lengths in one minibatch, and a decoder that is told the truth (D2L 10.7)."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from reference.checked import checked
from reference.milestones import milestone


@checked
def sequence_mask(
    X: Float[Tensor, "n T"],
    valid_len: Int[Tensor, "n"],
    value: float = 0.0,
) -> Float[Tensor, "n T"]:
    """Replace what lies behind the end of each sequence: `Y[i, t] = X[i, t] if t < valid_len[i] else value`.

    **Arguments**

    - `X`: `(n, T)`, a minibatch of n sequences in rows, all filled up to T steps.
    - `valid_len`: `(n,)`, how many steps of each sequence count, from 0 to T.
    - `value`: `float`, what stands in the place of the others.

    **Returns** `(n, T)`, a new tensor; X stays as it is.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.7.5 and 11.3.2, where the mask is a helper of the loss and of the softmax.

    >>> import torch
    >>> X = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    >>> sequence_mask(X=X, valid_len=torch.tensor([1, 2]), value=-1.0).tolist()
    [[1.0, -1.0, -1.0], [4.0, 5.0, -1.0]]
    >>> sequence_mask(X=X, valid_len=torch.tensor([0, 3])).tolist()
    [[0.0, 0.0, 0.0], [4.0, 5.0, 6.0]]
    """
    steps = torch.arange(X.shape[1], device=X.device)
    is_valid = steps < valid_len[:, None]
    masked = X.masked_fill(~is_valid, value)
    milestone("Y", masked, "which numbers are replaced, and by what")
    return masked


@checked
def masked_cross_entropy(
    logits: Float[Tensor, "n T v"],
    targets: Int[Tensor, "n T"],
    valid_len: Int[Tensor, "n"],
) -> Float[Tensor, ""]:
    """The mean cross-entropy of the tokens that count: `-log softmax(logits[i, t])[targets[i, t]]`, `t < valid_len[i]`.

    **Arguments**

    - `logits`: `(n, T, v)`, v numbers for every step of n sequences, before any softmax; they may be large.
    - `targets`: `(n, T)`, the tokens that should be predicted, from 0 to v - 1. Behind the end of a sequence stands
      some token, too.
    - `valid_len`: `(n,)`, how many steps of each sequence count, from 0 to T.

    **Returns** a scalar tensor, `()`: the mean over all tokens that count, of whatever sequence, in nats; 0 where no
    token counts.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.7.5.

    >>> import torch
    >>> logits = torch.tensor([[[0.0, 0.0], [9.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
    >>> targets = torch.tensor([[1, 1], [0, 0]])
    >>> round(masked_cross_entropy(logits=logits, targets=targets, valid_len=torch.tensor([1, 2])).item(), 4)
    0.6931
    >>> masked_cross_entropy(logits=logits, targets=targets, valid_len=torch.tensor([0, 0])).item()
    0.0
    """
    log_p = torch.log_softmax(logits, dim=2)
    losses = -log_p.gather(2, targets[:, :, None]).squeeze(2)
    is_valid = torch.arange(logits.shape[1], device=logits.device) < valid_len[:, None]
    total = losses.masked_fill(~is_valid, 0.0).sum()
    loss = total / is_valid.sum().clamp(min=1)
    milestone("the loss of each token", losses, "the cross-entropy of each token by itself, before any mean")
    milestone("the sum of those that count", total, "the mask, and what is left out of the sum")
    milestone("the mean", loss, "the number that the sum is divided by")
    return loss


@checked
def decoder_forward(
    Y: Float[Tensor, "T n d"],
    context: Float[Tensor, "n h"],
    W_yh: Float[Tensor, "d h"],
    W_ch: Float[Tensor, "h h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
    W_hq: Float[Tensor, "h q"],
    b_q: Float[Tensor, "q"],
) -> Float[Tensor, "T n q"]:
    """A decoder with teacher forcing: `H_t = tanh(Y_t W_yh + context W_ch + H_{t-1} W_hh + b_h)` for t = 1 … T.

    It begins with `H_0 = context`, and the outputs are `O_t = H_t W_hq + b_q`.

    **Arguments**

    - `Y`: `(T, n, d)`, the inputs, time first: at every step the true token before the one to be predicted, as d
      numbers, whatever the decoder itself has predicted.
    - `context`: `(n, h)`, what the encoder has made of each source sequence. It is the first state, and an input of
      every step besides.
    - `W_yh`: `(d, h)`, the weights from d inputs to h hidden units.
    - `W_ch`: `(h, h)`, the weights from the h numbers of the context to h hidden units.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.
    - `b_h`: `(h,)`, the bias, one number for each hidden unit.
    - `W_hq`: `(h, q)`, the weights from h hidden units to q outputs.
    - `b_q`: `(q,)`, the bias, one number for each output.

    **Returns** `(T, n, q)`, the logits of every step, in the order of time. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.7.1 and 10.7.3, equation 10.7.3, with tanh as the activation.

    >>> import torch
    >>> Y, context = torch.ones(5, 2, 3), torch.ones(2, 4)
    >>> W_yh, W_ch, W_hh = torch.full((3, 4), 0.1), torch.full((4, 4), 0.1), torch.full((4, 4), 0.1)
    >>> b_h, W_hq, b_q = torch.zeros(4), torch.full((4, 6), 0.5), torch.ones(6)
    >>> O = decoder_forward(Y=Y, context=context, W_yh=W_yh, W_ch=W_ch, W_hh=W_hh, b_h=b_h, W_hq=W_hq, b_q=b_q)
    >>> O.shape
    torch.Size([5, 2, 6])
    >>> round(O[0, 0, 0].item(), 4)
    2.601
    """
    CW = context @ W_ch
    milestone("context W_ch", CW, "the product of the context and its weights")
    H_t = context
    outputs: list[Tensor] = []
    for Y_t in Y:
        YW, HW = Y_t @ W_yh, H_t @ W_hh
        Z = YW + CW + HW + b_h
        H_t = torch.tanh(Z)
        O_t = H_t @ W_hq + b_q
        outputs.append(O_t)
        milestone("Y_t W_yh", YW, "the product of the inputs and their weights")
        milestone("H_{t-1} W_hh", HW, "the product of the previous state and its weights")
        milestone("Z_t", Z, "the sum: which four terms it has")
        milestone("H_t", H_t, "the activation")
        milestone("O_t", O_t, "the output layer")
    return torch.stack(outputs)
