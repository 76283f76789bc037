"""Wrong: takes token 0 for the end of the text and repeats it from there on."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros_like(b_h)
    outputs = list(prefix)
    ended = False
    for i in range(len(prefix) + num_tokens - 1):
        H = torch.tanh(W_xh[outputs[i]] + H @ W_hh + b_h)
        if i >= len(prefix) - 1:
            best = torch.argmax(H @ W_hq + b_q)
            ended = ended or int(best) == 0
            outputs.append(torch.zeros_like(best) if ended else best)
    return torch.stack(outputs)
