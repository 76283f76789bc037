"""Right: writes each step into a buffer."""

import torch


def output_layer(H, W_hq, b_q):
    T, n, _ = H.shape
    O = torch.zeros((T, n, W_hq.shape[1]), dtype=H.dtype, device=H.device)
    for t in range(T):
        O[t] = torch.matmul(H[t], W_hq) + b_q
    return O
