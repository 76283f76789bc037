"""What students write instead of `gru_cell`."""

import torch

from grader.exercise import mistake


@mistake(stage="shape")
def returns_a_pair(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The new state is returned twice, as an output and as a state. For one step they are the same thing: one tensor
    `(n, h)` is asked for."""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    H = Z * H + (1 - Z) * H_new
    return H, H


@mistake(stage="value")
def reset_after_the_product(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The reset gate is applied to the product of H and `W_hh`. So does PyTorch's own GRU; in the book a unit is reset
    before it is mixed with others: what does the gate stand next to in the equation?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + R * (H @ W_hh) + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="value")
def update_gate_upside_down(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """Z and 1 - Z are exchanged: an open update gate takes the candidate. Many papers write it so; which of the two
    does this exercise keep when Z is 1?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return (1 - Z) * H + Z * H_new


@mistake(stage="value")
def reset_gate_added(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The reset gate is added to the sum of the candidate. A gate opens and closes: by which operation does a 0 make
    everything disappear, and what should disappear here?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + R + H @ W_hh + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="value")
def no_reset(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The candidate reads the whole of H: the reset gate plays no part. Which of the weights have you not used?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    H_new = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="value")
def gates_exchanged(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The two gates have changed places. Which of them acts inside the candidate, and which one mixes the candidate
    with the old state?"""
    R = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    Z = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="value")
def tanh_for_the_gates(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The gates end in tanh, with values from -1 to 1. A gate is between closed and open, between 0 and 1: which
    activation does that?"""
    Z = torch.tanh(X @ W_xz + H @ W_hz + b_z)
    R = torch.tanh(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="value")
def sigmoid_for_the_candidate(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The candidate ends in the sigmoid, as if it were a gate. It is to become a state: which activation did a state
    have in rnn_cell?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.sigmoid(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="value")
def candidate_for_the_state(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The candidate is returned as the new state: the update gate plays no part. What becomes of the old state where it
    should be kept?"""
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    return torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)


@mistake(stage="value")
def reset_state_kept(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """What is kept is the state that has been reset. The reset gate only says what the candidate sees: which state does
    the update gate keep?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H = R * H
    return Z * H + (1 - Z) * torch.tanh(X @ W_xh + H @ W_hh + b_h)


@mistake(stage="value")
def whole_candidate_added(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The whole candidate is added to what is kept, so that the state can leave the range from -1 to 1. How much of the
    candidate is taken where much is kept?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    return Z * H + torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)


@mistake(stage="value")
def transposed_hidden_weights(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The weights of the hidden state are transposed, and being square they fit all the same. Row vectors multiply from
    the left: row i of `W_hh` holds what unit i sends on."""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz.T + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr.T + b_r)
    H_new = torch.tanh(X @ W_xh + (R * H) @ W_hh.T + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="gradient")
def old_state_detached(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The old state is detached: no gradient reaches H, so nothing is learned from earlier steps. The values are right;
    what should flow back through time?"""
    H = H.detach()
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_new


@mistake(stage="purity")
def overwrites_the_state(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    """The new state is written into H, the caller's tensor. The caller loses the old state, and autograd refuses,
    because it needs the old numbers: what should the function return instead?"""
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_new = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    H *= Z
    H += (1 - Z) * H_new
    return H
