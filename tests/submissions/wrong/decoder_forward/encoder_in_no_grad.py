"""Wrong: a copy of the context without history."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    c = context.data.clone()
    H, outputs = c, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + c @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)
