"""Right: a loop with the formula, append and stack."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    H = context
    outputs = []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)
