"""Wrong: the caller's parameters require a gradient afterwards."""

import torch
import torch.nn.functional as F


def train_step(inputs, targets, H, params, lr, theta):
    for name in params:
        params[name].requires_grad = True
    state, outputs = H.detach(), []
    for x in inputs:
        state = torch.tanh(params["W_xh"][x] + state @ params["W_hh"] + params["b_h"])
        outputs.append(state @ params["W_hq"] + params["b_q"])
    loss = F.cross_entropy(torch.cat(outputs), targets.flatten())
    grads = torch.autograd.grad(loss, list(params.values()))
    norm = torch.stack([g.norm() for g in grads]).norm()
    step = lr * torch.clamp(theta / norm, max=1.0)
    return loss.detach(), {k: (v - step * g).detach() for (k, v), g in zip(params.items(), grads)}, state.detach()
