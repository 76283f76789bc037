"""Right: with a demo under the main guard."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


if __name__ == "__main__":
    outputs, last = rnn_forward(
        torch.randn(5, 2, 3), torch.zeros(2, 4), torch.randn(3, 4), torch.eye(4), torch.zeros(4)
    )
    print(outputs.shape, last.shape)
