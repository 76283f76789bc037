"""Right: an `nn.RNN` in both directions, its weights swapped."""

import torch
from torch import nn
from torch.func import functional_call


def bidirectional_rnn(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    d, h = W_xf.shape
    rnn = nn.RNN(d, h, bidirectional=True, dtype=X.dtype, device=X.device)
    weights = {}
    for suffix, W_x, W_h, b in (("l0", W_xf, W_hf, b_f), ("l0_reverse", W_xb, W_hb, b_b)):
        weights[f"weight_ih_{suffix}"], weights[f"weight_hh_{suffix}"] = W_x.T, W_h.T
        weights[f"bias_ih_{suffix}"], weights[f"bias_hh_{suffix}"] = b, torch.zeros_like(b)
    outputs, _ = functional_call(rnn, weights, (X, torch.stack((H_f, H_b))))
    return outputs
