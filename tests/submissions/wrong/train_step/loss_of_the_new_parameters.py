"""Wrong: computes the loss again at the end, to print the newest."""

import torch
import torch.nn.functional as F


def run(p, inputs, targets, H):
    outputs = []
    for x in inputs:
        H = torch.tanh(p["W_xh"][x] + H @ p["W_hh"] + p["b_h"])
        outputs.append(H @ p["W_hq"] + p["b_q"])
    return F.cross_entropy(torch.cat(outputs), targets.flatten()), H


def train_step(inputs, targets, H, params, lr, theta):
    p = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    loss, last = run(p, inputs, targets, H.detach())
    grads = torch.autograd.grad(loss, p.values())
    norm = torch.stack([g.norm() for g in grads]).norm()
    step = lr * torch.clamp(theta / norm, max=1.0)
    new = {k: (v - step * g).detach() for (k, v), g in zip(p.items(), grads)}
    loss, _ = run(new, inputs, targets, H.detach())
    return loss, new, last.detach()
