"""Right: the function below `nn.RNN`; the context as a bias of its own."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    d, h = W_yh.shape
    inputs = torch.cat((Y, context.expand(Y.shape[0], -1, -1)), dim=2)
    weights = [torch.cat((W_yh, W_ch)).T.contiguous(), W_hh.T.contiguous(), b_h, torch.zeros_like(b_h)]
    H, _ = torch.rnn_tanh(inputs, context[None].contiguous(), weights, True, 1, 0.0, False, False, False)
    return torch.nn.functional.linear(H, W_hq.T, b_q)
