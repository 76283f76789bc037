"""Right: for every pair of a state and an input the Jacobian as a matrix, and its Frobenius norm."""

import torch


def influence(X, H, W_xh, W_hh, b_h):
    T, n, d = X.shape
    h = len(b_h)
    leaves = [x.detach().clone().requires_grad_() for x in X]
    states, state = [], H.detach()
    for x in leaves:
        state = torch.tanh(torch.mm(x, W_xh) + torch.mm(state, W_hh) + b_h)
        states.append(state)
    result = torch.zeros_like(X[:, 0, 0]).expand(T, T).clone()
    for t in range(T):
        for s in range(t + 1):
            basis = torch.eye(n * h, dtype=X.dtype, device=X.device).reshape(n * h, n, h)
            rows = torch.autograd.grad(states[t], leaves[s], basis, retain_graph=True, is_grads_batched=True)[0]
            result[t, s] = torch.linalg.matrix_norm(rows.reshape(n * h, n * d))
    return result
