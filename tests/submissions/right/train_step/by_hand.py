"""Right: backpropagation through time by hand; nothing has a history anywhere."""

import torch


@torch.no_grad()
def train_step(inputs, targets, H, params, lr, theta):
    W_xh, W_hh, b_h, W_hq, b_q = (params[name] for name in ("W_xh", "W_hh", "b_h", "W_hq", "b_q"))
    T, n = inputs.shape
    states = [H]
    for x in inputs:
        states.append(torch.tanh(W_xh[x] + states[-1] @ W_hh + b_h))
    outputs = torch.stack(states[1:]) @ W_hq + b_q
    log_probabilities = outputs - outputs.logsumexp(-1, keepdim=True)
    hits = torch.zeros_like(outputs).scatter_(-1, targets.unsqueeze(-1), 1.0)
    loss = -(log_probabilities * hits).sum() / (T * n)
    dO = (log_probabilities.exp() - hits) / (T * n)
    grads = {name: torch.zeros_like(value) for name, value in params.items()}
    back = torch.zeros_like(H)
    for t in range(T, 0, -1):
        grads["W_hq"] += states[t].T @ dO[t - 1]
        grads["b_q"] += dO[t - 1].sum(0)
        dZ = (dO[t - 1] @ W_hq.T + back) * (1 - states[t] ** 2)
        grads["W_xh"].index_add_(0, inputs[t - 1], dZ)
        grads["W_hh"] += states[t - 1].T @ dZ
        grads["b_h"] += dZ.sum(0)
        back = dZ @ W_hh.T
    norm = sum(g.square().sum() for g in grads.values()).sqrt()
    if norm > theta:
        grads = {name: g * theta / norm for name, g in grads.items()}
    return loss, {name: params[name] - lr * grads[name] for name in params}, states[-1].clone()
