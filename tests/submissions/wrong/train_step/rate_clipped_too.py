"""Wrong: clips the step, lr times the gradient, not the gradient."""

import torch
import torch.nn.functional as F


def train_step(inputs, targets, H, params, lr, theta):
    p = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    state, outputs = H.detach(), []
    for x in inputs:
        state = torch.tanh(p["W_xh"][x] + state @ p["W_hh"] + p["b_h"])
        outputs.append(state @ p["W_hq"] + p["b_q"])
    loss = F.cross_entropy(torch.cat(outputs), targets.flatten())
    steps = [lr * g for g in torch.autograd.grad(loss, p.values())]
    norm = torch.stack([s.norm() for s in steps]).norm()
    factor = torch.clamp(theta / norm, max=1.0)
    return loss.detach(), {k: (v - factor * s).detach() for (k, v), s in zip(p.items(), steps)}, state.detach()
