import torch


def output_layer(H, W_hq, b_q):
    rows = H.flatten(0, 1)
    logits = torch.addmm(b_q, rows, W_hq)
    return logits
