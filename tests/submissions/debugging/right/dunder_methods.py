import operator

import torch


def hidden_layer(X, W_xh, b_h):
    Z = X.__matmul__(W_xh)
    Z = operator.add(Z, b_h)
    return getattr(torch, "tanh")(Z)
