"""Wrong: clears the gradients to zeros, and zeros are left behind."""

import torch
import torch.nn.functional as F


def train_step(inputs, targets, H, params, lr, theta):
    wanted = {name: value.requires_grad for name, value in params.items()}
    for value in params.values():
        value.requires_grad_(True)
    state, outputs = H.detach(), []
    for x in inputs:
        state = torch.tanh(params["W_xh"][x] + state @ params["W_hh"] + params["b_h"])
        outputs.append(state @ params["W_hq"] + params["b_q"])
    loss = F.cross_entropy(torch.cat(outputs), targets.flatten())
    loss.backward()
    with torch.no_grad():
        norm = torch.stack([v.grad.norm() for v in params.values()]).norm()
        step = lr * torch.clamp(theta / norm, max=1.0)
        new = {k: v - step * v.grad for k, v in params.items()}
        for name, value in params.items():
            value.grad.zero_()
            value.requires_grad_(wanted[name])
    return loss.detach(), new, state.detach()
