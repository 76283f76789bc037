import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    from_input = X @ W_xh
    from_state = (W_hh @ H.T).T
    return torch.tanh(from_input + from_state + b_h)
