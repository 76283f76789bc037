import torch


def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    sequences = H.reshape(n, T, h)
    logits = torch.bmm(sequences, W_hq.expand(n, -1, -1))
    return logits.permute(1, 0, 2) + b_q
