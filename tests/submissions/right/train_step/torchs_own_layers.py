"""Right: `nn.RNN` and `nn.Linear` with their weights swapped."""

import torch
from torch import nn
from torch.func import functional_call


def train_step(inputs, targets, H, params, lr, theta):
    p = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    v, h = p["W_xh"].shape
    rnn = nn.RNN(v, h, device=H.device, dtype=H.dtype)
    X = torch.eye(v, device=H.device, dtype=H.dtype)[inputs]
    weights = {"weight_ih_l0": p["W_xh"].T, "weight_hh_l0": p["W_hh"].T, "bias_ih_l0": p["b_h"]}
    weights["bias_hh_l0"] = torch.zeros_like(p["b_h"])
    states, last = functional_call(rnn, weights, (X, H.detach()[None]))
    logits = nn.functional.linear(states, p["W_hq"].T, p["b_q"])
    loss = nn.functional.cross_entropy(logits.movedim(-1, 1), targets)
    loss.backward()
    nn.utils.clip_grad_norm_(p.values(), theta)
    with torch.no_grad():
        new = {name: torch.sub(value, value.grad, alpha=lr) for name, value in p.items()}
    return loss.detach(), new, last[0].detach()
