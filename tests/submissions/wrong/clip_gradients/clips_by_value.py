"""Wrong: `clip_grad_value_` for `clip_grad_norm_`."""

import torch
from torch import nn


def clip_gradients(gradients, theta):
    parameters = [nn.Parameter(torch.zeros_like(g)) for g in gradients]
    for p, g in zip(parameters, gradients):
        p.grad = g.clone()
    nn.utils.clip_grad_value_(parameters, theta)
    return [p.grad for p in parameters]
