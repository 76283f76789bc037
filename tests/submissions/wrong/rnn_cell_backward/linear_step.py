"""Wrong: the equations of the book, which have no activation."""


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dX = dH.matmul(W_xh.T)
    dH_prev = dH.matmul(W_hh.T)
    dW_xh = X.T.matmul(dH)
    dW_hh = H_prev.T.matmul(dH)
    return dX, dH_prev, dW_xh, dW_hh, dH.sum(axis=0)
