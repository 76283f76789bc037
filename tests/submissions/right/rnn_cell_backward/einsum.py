"""Right: einsum with names."""

from torch import einsum


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = dH - dH * H * H
    return (
        einsum("nh,dh->nd", dZ, W_xh),
        einsum("nk,hk->nh", dZ, W_hh),
        einsum("nd,nh->dh", X, dZ),
        einsum("nh,nk->hk", H_prev, dZ),
        einsum("nh->h", dZ),
    )
