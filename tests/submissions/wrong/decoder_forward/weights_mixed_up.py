"""Wrong: the two square weights are mixed up in a concatenation."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    W = torch.cat((W_yh, W_hh, W_ch))
    H, outputs = context, []
    for Y_t in Y:
        H = torch.tanh(torch.cat((Y_t, context, H), dim=1) @ W + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)
