import torch
from jaxtyping import Float
from torch import Tensor

Hidden = Float[Tensor, "n h"]


def terms(X, H, W_xh, W_hh) -> tuple[Hidden, Hidden]:
    pair: tuple[Float[Tensor, "n h"], Hidden] = (X @ W_xh, H @ W_hh)
    return pair


def rnn_cell(X, H, W_xh, W_hh, b_h):
    from_input, from_state = terms(X, H, W_xh, W_hh)
    parts: list[Hidden] = [from_input, from_state]
    total: Hidden | None = None
    for part in parts:
        total = part if total is None else total + part
    row: Float[Tensor, "1 h"] = b_h[None]
    return torch.tanh(total + row)
