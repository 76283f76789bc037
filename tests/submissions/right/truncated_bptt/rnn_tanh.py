"""Right: the function below `nn.RNN`, for each window."""

import torch


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    weights = [W_xh.T, W_hh.T, b_h, torch.zeros_like(b_h)]
    outputs, state = [], H.unsqueeze(0)
    for window in torch.split(X, k):
        states, last = torch.rnn_tanh(window, state, weights, True, 1, 0.0, False, False, False)
        outputs.append(states)
        state = last.detach()
    return torch.cat(outputs)
