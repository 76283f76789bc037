import torch
from jaxtyping import Float
from torch import Tensor


def affine(A: "Float[Tensor, 'n d']", W: "Float[Tensor, 'd h']", b: "Float[Tensor, ' h']") -> "Float[Tensor, 'n h']":
    return A @ W + b


def hidden_layer(X, W_xh, b_h):
    Z: "Float[Tensor, 'n h']" = affine(X, W_xh, b_h)
    H: "Float[Tensor, 'n h']"
    H = torch.tanh(Z)
    return H
