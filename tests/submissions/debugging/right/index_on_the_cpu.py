import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    backwards = torch.arange(len(X) - 1, -1, -1)
    todo = list(X[backwards])
    states = []
    while todo:
        H = torch.tanh(todo.pop() @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
