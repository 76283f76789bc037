import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T, n, d = X.shape
    states = []
    for t in range(T):
        pick = (torch.arange(n, device=X.device) == t).to(X.dtype)
        X_t = torch.einsum("tnd,n->nd", X, pick)
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
