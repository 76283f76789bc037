"""Wrong unless the inputs are float32: the buffer has the default dtype."""

import torch


def output_layer(H, W_hq, b_q):
    T, n, _ = H.shape
    O = torch.zeros(T, n, W_hq.shape[1], device=H.device)
    for t in range(T):
        O[t] = H[t] @ W_hq + b_q
    return O
