import torch
from jaxtyping import Float
from torch import Tensor

Matrix = Float[Tensor, "rows columns"]
State = Float[Tensor, "n h"]


def step(X_t: Float[Tensor, "n d"], H: State | None, W_xh: Float[Tensor, "d h"], W_hh: Matrix, b: Float[Tensor, "h"]) -> State:
    Z: "State" = X_t @ W_xh + b
    return torch.tanh(Z if H is None else Z + H @ W_hh)


def rnn_forward(
    X: Float[Tensor, "T n d"], H: State, W_xh: Float[Tensor, "d h"], W_hh: Float[Tensor, "h h"], b_h: Float[Tensor, "h"]
) -> tuple[Float[Tensor, "T n h"], State]:
    states: list[State] = []
    for X_t in X:
        H: State = step(X_t, H, W_xh, W_hh, b_h)
        states.append(H)
    result: tuple[Float[Tensor, "T n h"], State] = torch.stack(states), H
    return result
