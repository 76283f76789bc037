"""Wrong: reads its own predictions from the second step on, and writes the prefix over them."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros_like(b_h)
    token = prefix[0]
    outputs = [token]
    for _ in range(len(prefix) + num_tokens - 1):
        H = torch.tanh(W_xh[token] + H @ W_hh + b_h)
        token = torch.argmax(H @ W_hq + b_q)
        outputs.append(token)
    result = torch.stack(outputs)
    result[: len(prefix)] = prefix
    return result
