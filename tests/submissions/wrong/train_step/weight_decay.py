"""Wrong: a little weight decay."""

import torch
import torch.nn.functional as F


def train_step(inputs, targets, H, params, lr, theta):
    p = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    state, outputs = H.detach(), []
    for x in inputs:
        state = torch.tanh(p["W_xh"][x] + state @ p["W_hh"] + p["b_h"])
        outputs.append(state @ p["W_hq"] + p["b_q"])
    loss = F.cross_entropy(torch.cat(outputs), targets.flatten())
    loss.backward()
    torch.nn.utils.clip_grad_norm_(p.values(), theta)
    torch.optim.SGD(p.values(), lr=lr, weight_decay=1e-2).step()
    return loss.detach(), {k: v.detach() for k, v in p.items()}, state.detach()
