"""Gradients: clipped, and followed through time (D2L 9.5 and 9.7)."""

import torch
from jaxtyping import Float
from torch import Tensor

from reference.checked import checked
from reference.milestones import milestone


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
