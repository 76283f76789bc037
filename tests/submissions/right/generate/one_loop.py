"""Right: one loop as in D2L, which writes the prefix or the prediction."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = W_hh.new_zeros(W_hh.shape[0])
    outputs = [int(prefix[0])]
    for i in range(len(prefix) + num_tokens - 1):
        H = torch.tanh(W_xh[outputs[-1]] + H @ W_hh + b_h)
        if i < len(prefix) - 1:
            outputs.append(int(prefix[i + 1]))
        else:
            Y = H @ W_hq + b_q
            outputs.append(int(Y.argmax()))
    return torch.tensor(outputs, device=prefix.device)
