import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    sequences = X.permute(1, 0, 2).contiguous()
    XW = sequences @ W_xh + b_h
    outputs = []
    for t in range(sequences.shape[1]):
        H = torch.tanh(XW[:, t, :] + H @ W_hh)
        outputs.append(H)
    return torch.stack(outputs, dim=1).permute(1, 0, 2), H
