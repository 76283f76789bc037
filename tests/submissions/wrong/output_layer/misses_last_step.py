"""Wrong: the last step stays zero."""

import torch


def output_layer(H, W_hq, b_q):
    O = torch.zeros(*H.shape[:2], len(b_q), dtype=H.dtype, device=H.device)
    for t in range(len(H) - 1):
        O[t] = H[t] @ W_hq + b_q
    return O
