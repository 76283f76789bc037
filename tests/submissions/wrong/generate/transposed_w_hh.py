"""Wrong: `W_hh` is transposed."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros_like(b_h)
    outputs = list(prefix)
    for i in range(len(prefix) + num_tokens - 1):
        H = torch.tanh(W_xh[outputs[i]] + W_hh @ H + b_h)
        if i >= len(prefix) - 1:
            outputs.append(torch.argmax(H @ W_hq + b_q))
    return torch.stack(outputs)
