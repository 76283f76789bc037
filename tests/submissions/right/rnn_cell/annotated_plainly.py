"""Right: annotated with `torch.Tensor` only, shapes in comments."""

import torch


def rnn_cell(
    X: torch.Tensor,  # (n, d)
    H: torch.Tensor,  # (n, h)
    W_xh: torch.Tensor,  # (d, h)
    W_hh: torch.Tensor,  # (h, h)
    b_h: torch.Tensor,  # (h,)
) -> torch.Tensor:
    return torch.tanh(X.matmul(W_xh).add(H.matmul(W_hh)).add(b_h))
