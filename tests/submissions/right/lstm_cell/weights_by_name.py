"""Right: takes the weights as **kwargs, and a gate is a letter."""

import torch


def lstm_cell(X, H, C, **weights):
    def total(gate):
        return X @ weights["W_x" + gate] + H @ weights["W_h" + gate] + weights["b_" + gate]

    keep, write, show = (total(gate).sigmoid() for gate in "fio")
    C_next = keep * C + write * total("c").tanh()
    return show * C_next.tanh(), C_next
