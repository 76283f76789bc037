import torch


def output_layer(H, W_hq, b_q):
    H_last = H[-1]
    logits = torch.addmm(b_q, H_last, W_hq)
    return logits
