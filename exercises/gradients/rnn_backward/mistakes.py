"""What students write instead of `rnn_backward`."""

import torch

from grader.exercise import mistake


@mistake(stage="shape")
def bias_gradient_not_summed(dH, X, H0, H, W_xh, W_hh):
    """The gradient of the bias is `(n, h)`: it is summed over the steps, and not over the batch. The bias is `(h,)`:
    how often has it been added in all?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), torch.zeros_like(W_xh), torch.zeros_like(W_hh), torch.zeros_like(H0)
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = (dH[t] + back) * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def tanh_derivative_of_the_upstream_gradient(dH, X, H0, H, W_xh, W_hh):
    """The derivative of tanh is computed from the gradient that arrives. It belongs to the place where tanh was applied
    in the step: which tensor tells you what tanh returned there?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        arrived = dH[t] + back
        dZ = arrived * (1 - torch.tanh(arrived) ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def square_of_the_sum(dH, X, H0, H, W_xh, W_hh):
    """The derivative of tanh is written as 1 minus the square of the sum inside it. It is 1 minus the square of what
    tanh returns: which tensor is that?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        H_prev = H[t - 1] if t > 0 else H0
        dZ = (dH[t] + back) * (1 - (X[t] @ W_xh + H_prev @ W_hh) ** 2)
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def w_hh_not_transposed(dH, X, H0, H, W_xh, W_hh):
    """`W_hh` is not transposed, and being square it fits all the same. Forward, a unit sends along its row of `W_hh`;
    backward, along what does its gradient come back?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = (dH[t] + back) * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def later_gradient_not_added(dH, X, H0, H, W_xh, W_hh):
    """Every step is taken by itself: what the later steps send back is never added to dH. Is a state important for the
    loss of its own step only?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    for t in reversed(range(len(X))):
        dZ = dH[t] * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def later_gradient_added_behind_tanh(dH, X, H0, H, W_xh, W_hh):
    """What the later steps send back is added to the gradient of the sum, past the derivative of tanh. It was sent to
    the state: on which side of tanh is the state?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = dH[t] * (1 - H[t] ** 2) + back
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def forward_order(dH, X, H0, H, W_xh, W_hh):
    """The loop runs from the first step to the last, and hands its gradients on to later steps. A gradient travels
    against the direction in which the states were computed: with which step does it begin?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in range(len(X)):
        dZ = (dH[t] + back) * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def new_state_for_the_previous(dH, X, H0, H, W_xh, W_hh):
    """The gradient of `W_hh` is computed with the new state of each step. Which state did the step multiply by
    `W_hh`?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = (dH[t] + back) * (1 - H[t] ** 2)
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H[t].T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def last_state_before_the_first_step(dH, X, H0, H, W_xh, W_hh):
    """The first step takes `H[-1]` for the state before it, and an index of -1 is the end: the last state of all. Which
    argument holds the state before the first step?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = (dH[t] + back) * (1 - H[t] ** 2)
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H[t - 1].T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def parameters_of_the_first_step_only(dH, X, H0, H, W_xh, W_hh):
    """The gradients of the weights and of the bias are those of the first step: each turn of the loop replaces what the
    one before it has found. The parameters have served in every step: what becomes of the T gradients?"""
    dX = torch.zeros_like(X)
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = (dH[t] + back) * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = X[t].T @ dZ, H_prev.T @ dZ, dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="value")
def initial_gradient_one_step_short(dH, X, H0, H, W_xh, W_hh):
    """In place of the gradient of H0 stands that of the first state. One more step lies between the two: what does the
    first step send back?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        total = dH[t] + back
        dZ = total * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, total, dW_xh, dW_hh, db_h


@mistake(stage="value")
def input_gradients_in_reverse_order(dH, X, H0, H, W_xh, W_hh):
    """The gradients of the inputs are right and stand in the wrong order, that of the last step first. The loop goes
    back in time: at which end of the list does a new one belong?"""
    dX, dW_xh, dW_hh, db_h = [], 0, 0, 0
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = (dH[t] + back) * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX.append(dZ @ W_xh.T)
        back = dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return torch.stack(dX), back, dW_xh, dW_hh, db_h


@mistake(stage="purity")
def adds_into_dh(dH, X, H0, H, W_xh, W_hh):
    """The gradients are right, and dH, the caller's tensor, has been added to in place. Call it twice with the same
    arguments: which gradients does the second call begin with?"""
    dX, dW_xh, dW_hh, db_h = torch.zeros_like(X), 0, 0, 0
    for t in reversed(range(len(X))):
        dZ = dH[t] * (1 - H[t] ** 2)
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back = dZ @ W_xh.T, dZ @ W_hh.T
        if t > 0:
            dH[t - 1] += back
        dW_xh, dW_hh, db_h = dW_xh + X[t].T @ dZ, dW_hh + H_prev.T @ dZ, db_h + dZ.sum(0)
    return dX, back, dW_xh, dW_hh, db_h


@mistake(stage="operations")
def uses_autograd(dH, X, H0, H, W_xh, W_hh):
    """The gradients are right, and autograd has computed them. Here the way back is to be written by hand, step by
    step."""
    H_prev = torch.cat((H0[None], H[:-1]))
    b_h = torch.atanh(H[0, 0]) - X[0, 0] @ W_xh - H_prev[0, 0] @ W_hh
    leaves = [value.detach().requires_grad_() for value in (X, H0, W_xh, W_hh, b_h)]
    with torch.enable_grad():
        state, total = leaves[1], 0
        for t in range(len(X)):
            state = torch.tanh(leaves[0][t] @ leaves[2] + state @ leaves[3] + leaves[4])
            total = total + (state * dH[t].detach()).sum()
        return torch.autograd.grad(total, leaves)
