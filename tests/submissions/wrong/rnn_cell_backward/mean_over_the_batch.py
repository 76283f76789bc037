"""Wrong: means where sums are meant."""


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    n = dH.size(0)
    dZ = dH * (1 - H**2)
    dW_xh = (X[:, :, None] * dZ[:, None, :]).mean(0)
    dW_hh = (H_prev[:, :, None] * dZ[:, None, :]).mean(0)
    return dZ @ W_xh.T, dZ @ W_hh.T, dW_xh, dW_hh, dZ.sum(0) / n
