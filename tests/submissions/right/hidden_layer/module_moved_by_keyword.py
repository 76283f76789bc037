import torch
from torch import nn
class One(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("one", torch.ones(1))
    def forward(self, X, W, b):
        return torch.tanh(X @ W + self.one * b)
net = One()
def hidden_layer(X, W_xh, b_h):
    return net.to(device=X.device, dtype=X.dtype)(X, W_xh, b_h)
