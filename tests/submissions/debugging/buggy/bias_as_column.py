import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    h = b_h.numel()
    bias = b_h.reshape(h, 1)
    from_input = torch.mm(X, W_xh)
    from_state = torch.mm(H, W_hh)
    return torch.tanh(from_input + from_state + bias)
