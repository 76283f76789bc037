"""Gradients: clipped, followed through time, computed by hand, cut off, and put to use (D2L 9.5 and 9.7)."""

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional

from reference.checked import checked
from reference.layers import output_layer
from reference.milestones import milestone
from reference.recurrent import rnn_cell, rnn_forward


@checked
def clip_gradients(gradients: list[Float[Tensor, "..."]], theta: float) -> list[Float[Tensor, "..."]]:
    """Gradient clipping: `g ← min(1, θ / ‖g‖) g`, with one norm over all the tensors together.

    **Arguments**

    - `gradients`: `(...)` each, a list of tensors of any shapes: one long vector g in several parts.
    - `theta`: `float`, the largest norm that g may keep.

    **Returns** a list of tensors of the same shapes in the same order: g where its norm is at most theta, and otherwise
    g made shorter, with the norm theta and the direction that it had. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument is no list of floating tensors. Your code need not
    check.

    **Source** D2L 9.5.3, equation 9.5.3.

    >>> import torch
    >>> gradients = [torch.tensor([[3.0], [0.0]]), torch.tensor([4.0])]
    >>> [part.flatten().tolist() for part in clip_gradients(gradients=gradients, theta=2.5)]
    [[1.5, 0.0], [2.0]]
    >>> [part.flatten().tolist() for part in clip_gradients(gradients=gradients, theta=10.0)]
    [[3.0, 0.0], [4.0]]
    """
    if not gradients:
        return []
    norms = torch.stack([torch.linalg.vector_norm(gradient) for gradient in gradients])
    norm = torch.linalg.vector_norm(norms)
    factor = torch.where(norm > theta, theta / norm, 1.0)
    clipped = [gradient * factor for gradient in gradients]
    milestone("‖g‖", norm, "the norm: which numbers are squared and summed before the root")
    return clipped


@checked
def gradient_norms(H: Float[Tensor, "T h"], W_hh: Float[Tensor, "h h"]) -> Float[Tensor, "T"]:
    """How strongly the last state reacts to the state of each step: `‖∂h_T / ∂h_t‖` for t = 1 … T.

    The states are those of a recurrent layer, `h_t = tanh(x_t W_xh + h_{t-1} W_hh + b_h)`, and the norm is the spectral
    norm, the largest singular value. Where it falls towards 0 as t goes back in time, gradients vanish; where it grows,
    they explode.

    **Arguments**

    - `H`: `(T, h)`, the hidden states h_1 … h_T of one sequence, one step in a row, each number between -1 and 1.
    - `W_hh`: `(h, h)`, the weights from the h hidden units of one step to those of the next.

    **Returns** `(T,)`, a norm for every step in the order of time. The last is 1: that of h_T by itself. No argument is
    changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.7.2, equation 9.7.15, which has no activation; here with tanh.

    >>> import torch
    >>> H, W_hh = torch.tensor([[0.9], [0.5], [0.0]]), torch.tensor([[2.0]])
    >>> gradient_norms(H=H, W_hh=W_hh).tolist()
    [3.0, 2.0, 1.0]
    """
    T, h = H.shape
    product = torch.eye(h, dtype=H.dtype, device=H.device)
    products = [product]
    for t in range(T - 1, 0, -1):  # H[t] is h_{t+1}
        jacobian = W_hh * (1 - H[t] ** 2)
        product = jacobian @ product
        products.append(product)
        milestone(f"∂h_{t + 1}/∂h_{t}", jacobian, "the derivative of one step: that of tanh, and of which state")
        milestone(f"∂h_T/∂h_{t}", product, "the product over the steps: its factors and their order")
    norms = torch.linalg.matrix_norm(torch.stack(products[::-1]), ord=2)
    milestone("‖∂h_T/∂h_t‖", norms, "the norm, and the order of the steps")
    return norms


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
