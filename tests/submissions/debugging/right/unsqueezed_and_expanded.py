import torch


def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    W = W_hq.unsqueeze(0).expand(T, h, -1)
    b = b_q.unsqueeze(0).unsqueeze(0).expand(T, n, -1)
    return torch.bmm(H, W) + b
