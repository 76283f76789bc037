import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    pick = torch.eye(X.shape[0]).to(X)
    states = []
    for row in pick:
        X_t = torch.einsum("s,snd->nd", row, X)
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
