"""Wrong: `+=` outside of the step: the logits add up over time."""

import torch


def output_layer(H, W_hq, b_q):
    O = 0
    outputs = []
    for H_t in H:
        O = O + H_t @ W_hq + b_q
        outputs.append(O)
    return torch.stack(outputs)
