"""Right: a class with the state in an attribute, set anew at every call."""

import torch


class Forward:
    def step(self, X, W_xh, W_hh, b_h):
        self.H = torch.tanh(X @ W_xh + self.H @ W_hh + b_h)
        return self.H

    def __call__(self, X, H, W_xh, W_hh, b_h):
        self.H = H
        states = torch.stack([self.step(X_t, W_xh, W_hh, b_h) for X_t in X])
        return states, self.H


rnn_forward = Forward()
