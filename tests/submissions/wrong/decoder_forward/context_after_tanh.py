"""Wrong: the context is added after the activation."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + H @ W_hh + b_h) + context @ W_ch
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)
