"""Right: the backward states go to the left end."""

from collections import deque

import torch


def bidirectional_rnn(*, X, W_xf, W_hf, b_f, W_xb, W_hb, b_b, H_f, H_b):
    states_f, states_b = deque(), deque()
    for first, last in zip(X, X.flip(0)):
        H_f = torch.tanh(torch.addmm(b_f, first, W_xf) + H_f @ W_hf)
        H_b = torch.tanh(torch.addmm(b_b, last, W_xb) + H_b @ W_hb)
        states_f.append(H_f)
        states_b.appendleft(H_b)
    return torch.cat((torch.stack(tuple(states_f)), torch.stack(tuple(states_b))), -1)
