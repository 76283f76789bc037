"""What students write instead of `rnn_cell_backward`."""

import torch

from grader.exercise import mistake


@mistake(stage="runs")
def w_xh_not_transposed(dH, X, H_prev, H, W_xh, W_hh):
    """`W_xh` is not transposed. The gradient of the sum is `(n, h)` and that of X is `(n, d)`: which axis of `W_xh`
    must meet the h units?"""
    dZ = dH * (1 - H**2)
    return dZ @ W_xh, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


@mistake(stage="runs")
def inputs_not_transposed(dH, X, H_prev, H, W_xh, W_hh):
    """X is not transposed in the gradient of `W_xh`, which is `(d, h)`. A weight has served every example of the batch:
    which axis should the product sum over?"""
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X @ dZ, H_prev @ dZ, dZ.sum(0)


@mistake(stage="shape")
def bias_gradient_not_summed(dH, X, H_prev, H, W_xh, W_hh):
    """The gradient of the bias is `(n, h)`, one row for each example. The bias is `(h,)` and was added to every row:
    what becomes of the n gradients that reach it?"""
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ


@mistake(stage="shape")
def weight_gradients_transposed(dH, X, H_prev, H, W_xh, W_hh):
    """The gradients of the weights are transposed, `(h, d)` for a weight that is `(d, h)`. A gradient has the shape of
    what it belongs to: which factor comes first?"""
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, dZ.T @ X, dZ.T @ H_prev, dZ.sum(0)


@mistake(stage="value")
def tanh_derivative_of_the_upstream_gradient(dH, X, H_prev, H, W_xh, W_hh):
    """The derivative of tanh is computed from dH. It belongs to the place where tanh was applied in the step: which
    tensor tells you what tanh returned there?"""
    dZ = dH * (1 - torch.tanh(dH) ** 2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


@mistake(stage="value")
def square_of_the_sum(dH, X, H_prev, H, W_xh, W_hh):
    """The derivative of tanh is written as 1 minus the square of the sum inside it. It is 1 minus the square of what
    tanh returns: which tensor is that?"""
    Z = X @ W_xh + H_prev @ W_hh
    dZ = dH * (1 - Z**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


@mistake(stage="value")
def tanh_applied_again(dH, X, H_prev, H, W_xh, W_hh):
    """tanh is applied to H, which has already been through it. Is H the value before the activation, or after it?"""
    dZ = dH * (1 - torch.tanh(H) ** 2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


@mistake(stage="value")
def no_tanh_derivative(dH, X, H_prev, H, W_xh, W_hh):
    """`dH` is used as if there were no activation. The sum reaches the loss through tanh: what does the chain rule put
    between the two?"""
    return dH @ W_xh.T, dH @ W_hh.T, X.T @ dH, H_prev.T @ dH, dH.sum(0)


@mistake(stage="value")
def w_hh_not_transposed(dH, X, H_prev, H, W_xh, W_hh):
    """`W_hh` is not transposed, and being square it fits all the same. Forward, a unit sends along its row of `W_hh`;
    backward, along what does its gradient come back?"""
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


@mistake(stage="value")
def w_hh_gradient_transposed(dH, X, H_prev, H, W_xh, W_hh):
    """The gradient of `W_hh` is transposed, and being square it has the right shape all the same. Compare it with that
    of `W_xh`: which factor comes first there?"""
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, dZ.T @ H_prev, dZ.sum(0)


@mistake(stage="value")
def new_state_for_the_previous(dH, X, H_prev, H, W_xh, W_hh):
    """The gradient of `W_hh` is computed with the new state. Which state was multiplied by `W_hh` in this step?"""
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H.T @ dZ, dZ.sum(0)


@mistake(stage="value")
def averaged_over_the_batch(dH, X, H_prev, H, W_xh, W_hh):
    """The gradients of the weights and of the bias are divided by the size of the batch. If the loss is a mean, dH
    knows already: what do the n examples of the batch add up to here?"""
    n = len(X)
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ / n, H_prev.T @ dZ / n, dZ.mean(0)


@mistake(stage="purity")
def overwrites_dh(dH, X, H_prev, H, W_xh, W_hh):
    """The gradients are right, and dH, the caller's tensor, has been multiplied in place. Call it twice with the same
    arguments: which dH does the second call see?"""
    dH *= 1 - H**2
    return dH @ W_xh.T, dH @ W_hh.T, X.T @ dH, H_prev.T @ dH, dH.sum(0)


@mistake(stage="operations")
def uses_autograd(dH, X, H_prev, H, W_xh, W_hh):
    """The gradients are right, and autograd has computed them. Here every product is to be written by hand: there are
    four of them, and one sum."""
    b_h = torch.zeros_like(H[0])
    leaves = [value.detach().requires_grad_() for value in (X, H_prev, W_xh, W_hh, b_h)]
    Z = leaves[0] @ leaves[2] + leaves[1] @ leaves[3] + leaves[4]
    return torch.autograd.grad(Z, leaves, (dH * (1 - H**2)).detach())
