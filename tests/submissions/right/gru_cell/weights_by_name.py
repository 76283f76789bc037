"""Right: takes the weights as **kwargs."""

import torch


def gru_cell(X, H, **w):
    def layer(name, state):
        return X.matmul(w[f"W_x{name}"]) + state.matmul(w[f"W_h{name}"]) + w[f"b_{name}"]

    Z = layer("z", H).sigmoid()
    candidate = layer("h", layer("r", H).sigmoid() * H).tanh()
    return candidate * (1 - Z) + H * Z
