import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    X = X.permute(1, 0, 2)
    outputs = []
    for t in range(X.shape[1]):
        H = torch.tanh(X[:, t] @ W_xh + H @ W_hh + b_h)
        outputs.append(H)
    return torch.stack(outputs, dim=1), H
