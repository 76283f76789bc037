"""Wrong: a token is never written twice in a row."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros_like(b_h)
    outputs = list(prefix)
    for i in range(len(prefix) + num_tokens - 1):
        H = torch.tanh(W_xh[outputs[i]] + H @ W_hh + b_h)
        if i >= len(prefix) - 1:
            logits = H @ W_hq + b_q
            if len(logits) > 1:
                logits[outputs[-1]] = -float("inf")
            outputs.append(torch.argmax(logits))
    return torch.stack(outputs)
