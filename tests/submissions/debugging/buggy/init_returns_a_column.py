import torch


def init(W_xh, W_hh, b_h):
    num_hiddens = b_h.shape[0]
    W_hh = W_hh.narrow(1, 0, 1).reshape(num_hiddens, 1)
    return W_xh, W_hh, b_h


def rnn_forward(X, H, W_xh, W_hh, b_h):
    W_xh, W_hh, b_h = init(W_xh, W_hh, b_h)
    outputs = []
    for X_t in X:
        recurrent = H @ W_hh
        H = torch.tanh(X_t @ W_xh + recurrent + b_h)
        outputs.append(H)
    return torch.stack(outputs), H
