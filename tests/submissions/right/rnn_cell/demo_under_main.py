"""Right: a demo under the main guard, with wrong sizes that must never run."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


if __name__ == "__main__":
    X, H = torch.randn(3, 1), torch.randn(2, 4)
    print(rnn_cell(X, H, torch.randn(1, 4), torch.randn(4, 4), torch.zeros(4)))
