"""Right: the loss is returned as it is, with its history; only the state has to be detached."""

import copy

import torch
from torch.nn.functional import cross_entropy, one_hot


def train_step(inputs, targets, H, params, lr, theta):
    weights = {name: copy.deepcopy(value.detach()) for name, value in params.items()}
    for value in weights.values():
        value.requires_grad = True
    state = H.clone().detach()
    outputs = []
    for X in one_hot(inputs, num_classes=len(weights["W_xh"])).type_as(H):
        state = torch.tanh(torch.mm(X, weights["W_xh"]) + torch.mm(state, weights["W_hh"]) + weights["b_h"])
        outputs.append(torch.mm(state, weights["W_hq"]) + weights["b_q"])
    loss = cross_entropy(torch.stack(outputs).flatten(0, 1), targets.flatten())
    loss.backward()
    with torch.no_grad():
        norm = torch.cat([w.grad.flatten() for w in weights.values()]).norm()
        scale = min(1.0, float(theta / norm))
        new = {name: w - lr * scale * w.grad for name, w in weights.items()}
    return loss, new, state.detach()
