import torch


class Cell:
    result = None

    def __call__(self, X, H, W_xh, W_hh, b_h):
        new = torch.tanh(X @ W_xh + H @ W_hh + b_h)
        if self.result is None or self.result.shape != new.shape or self.result.dtype != new.dtype:
            self.result = torch.empty_like(new)
        self.result = self.result.detach()
        self.result.copy_(new)
        return self.result


rnn_cell = Cell()
