"""Wrong: the state goes out as it is."""

import torch
import torch.nn.functional as F


def train_step(inputs, targets, H, params, lr, theta):
    p = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    outputs = []
    for x in inputs:
        H = torch.tanh(p["W_xh"][x] + H @ p["W_hh"] + p["b_h"])
        outputs.append(H @ p["W_hq"] + p["b_q"])
    loss = F.cross_entropy(torch.cat(outputs), targets.flatten())
    grads = torch.autograd.grad(loss, p.values())
    norm = torch.stack([g.norm() for g in grads]).norm()
    step = lr * torch.clamp(theta / norm, max=1.0)
    return loss.detach(), {k: (v - step * g).detach() for (k, v), g in zip(p.items(), grads)}, H
