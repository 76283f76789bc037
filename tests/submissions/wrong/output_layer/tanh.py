"""Wrong: the output layer gets an activation like the hidden one."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.stack([torch.tanh(torch.addmm(b_q, H_t, W_hq)) for H_t in H])
