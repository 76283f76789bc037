import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T, n, _ = X.shape
    h = W_hh.shape[0]
    outputs = torch.zeros(T, n, h, device=X.device)
    for t in range(T):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        outputs[t] = H
    return outputs, H
