"""Wrong: detaches the state where it is updated."""

import torch
import torch.nn.functional as F


def train_step(inputs, targets, H, params, lr, theta):
    p = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    state, outputs = H, []
    for x in inputs:
        state = state.detach()
        state = torch.tanh(p["W_xh"][x] + state @ p["W_hh"] + p["b_h"])
        outputs.append(state @ p["W_hq"] + p["b_q"])
    loss = F.cross_entropy(torch.cat(outputs), targets.flatten())
    grads = torch.autograd.grad(loss, p.values())
    norm = torch.stack([g.norm() for g in grads]).norm()
    step = lr * torch.clamp(theta / norm, max=1.0)
    return loss.detach(), {k: (v - step * g).detach() for (k, v), g in zip(p.items(), grads)}, state.detach()
