"""Right: one helper for tanh and one for an affine map, under `no_grad`."""

import torch


def tanh_backward(upstream, output):
    return upstream * (1 - output.square())


def matmul_backward(upstream, A, B):
    return torch.mm(upstream, B.t()), torch.mm(A.t(), upstream)


@torch.no_grad()
def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = tanh_backward(dH, H)
    dX, dW_xh = matmul_backward(dZ, X, W_xh)
    dH_prev, dW_hh = matmul_backward(dZ, H_prev, W_hh)
    return dX, dH_prev, dW_xh, dW_hh, torch.sum(dZ, 0)
