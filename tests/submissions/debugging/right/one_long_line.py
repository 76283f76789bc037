import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(torch.add(torch.add(torch.matmul(input=X.reshape(X.shape[0], X.shape[1]), other=W_xh.reshape(W_xh.shape[0], W_xh.shape[1])), torch.matmul(input=H.reshape(H.shape[0], H.shape[1]), other=W_hh.reshape(W_hh.shape[0], W_hh.shape[1]))), b_h.reshape(1, b_h.shape[0]).expand(X.shape[0], b_h.shape[0])))
