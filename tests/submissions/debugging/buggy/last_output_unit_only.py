import torch


def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    q = b_q.shape[0]
    O = torch.matmul(H, W_hq[:, q - 1:q])
    return O + b_q
