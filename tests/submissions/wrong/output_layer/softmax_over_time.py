"""Wrong: a softmax, and along the first axis at that."""

import torch
from torch import nn


def output_layer(H, W_hq, b_q):
    return nn.Softmax(dim=0)(H @ W_hq + b_q)
