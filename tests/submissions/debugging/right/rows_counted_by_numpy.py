import numpy as np
import torch


def output_layer(H, W_hq, b_q):
    rows = int(np.prod(H.shape[:-1]))
    flat = H.reshape(rows, H.shape[-1])
    out = torch.matmul(flat, W_hq) + b_q
    return out.reshape(*H.shape[:-1], out.shape[-1])
