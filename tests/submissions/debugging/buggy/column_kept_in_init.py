import torch


class Cell:
    def __init__(self, W_xh, W_hh, b_h):
        self.W_xh = W_xh
        self.W_hh = W_hh[:, :1]
        self.b_h = b_h

    def step(self, X, H):
        from_input = X @ self.W_xh
        from_state = H @ self.W_hh
        Z = from_input + from_state
        return torch.tanh(Z + self.b_h)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return Cell(W_xh, W_hh, b_h).step(X, H)
