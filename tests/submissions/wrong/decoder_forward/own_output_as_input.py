"""Wrong: feeds its own output back, as when it predicts; crashes unless q == d."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    H = context
    outputs = []
    for t in range(len(Y)):
        x = Y[0] if t == 0 else outputs[-1]
        H = torch.tanh(x @ W_yh + context @ W_ch + H @ W_hh + b_h)
        outputs.append(H @ W_hq + b_q)
    return torch.stack(outputs)
