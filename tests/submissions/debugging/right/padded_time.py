import torch
import torch.nn.functional as F


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T, n, d = X.shape
    longer = F.pad(X, (0, 0, 0, 0, 0, 3))
    mask = torch.arange(T + 3, device=X.device) < T
    outputs = []
    for X_t, real in zip(longer, mask[:, None, None]):
        H = torch.where(real, torch.tanh(X_t @ W_xh + H @ W_hh + b_h), H)
        outputs.append(H)
    return torch.stack(outputs)[:T], H
