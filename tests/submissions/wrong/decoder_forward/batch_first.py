"""Wrong: swaps the axes at the end, as the decoder of the book does."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(Y_t @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs).swapaxes(0, 1)
