"""Wrong: one output, that of the last step."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    H = context
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
    return H @ W_hq + b_q
