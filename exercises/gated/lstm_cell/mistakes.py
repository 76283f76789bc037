"""What students write instead of `lstm_cell`."""

import torch

from grader.exercise import mistake


def sums(X, H, w):
    """What goes into the activations of the input, forget and output gate, and of the input node."""
    return (X @ w[f"W_x{gate}"] + H @ w[f"W_h{gate}"] + w[f"b_{gate}"] for gate in "ifoc")


def gates(X, H, w):
    i, f, o, c = sums(X, H, w)
    return torch.sigmoid(i), torch.sigmoid(f), torch.sigmoid(o), torch.tanh(c)


@mistake(stage="shape")
def hidden_state_only(X, H, C, **w):
    """Only the hidden state is returned. The next step needs something else as well: what does the forget gate act
    on?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    return O_t * torch.tanh(F_t * C + I_t * C_new)


@mistake(stage="value")
def input_and_forget_gates_exchanged(X, H, C, **w):
    """The input gate keeps the old cell, and the forget gate lets in the new. Which of the two decides what is kept?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    C = I_t * C + F_t * C_new
    return O_t * torch.tanh(C), C


@mistake(stage="value")
def adds_the_output_gate(X, H, C, **w):
    """The output gate is added to the cell that is shown. A gate opens and closes: by which operation does a 0 make
    everything disappear?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    C = F_t * C + I_t * C_new
    return O_t + torch.tanh(C), C


@mistake(stage="value")
def tanh_for_every_gate(X, H, C, **w):
    """The gates end in tanh, with values from -1 to 1. A gate is between closed and open, between 0 and 1: which
    activation does that?"""
    I_t, F_t, O_t, C_new = (torch.tanh(z) for z in sums(X, H, w))
    C = F_t * C + I_t * C_new
    return O_t * torch.tanh(C), C


@mistake(stage="value")
def sigmoid_for_the_input_node(X, H, C, **w):
    """The input node ends in the sigmoid, as if it were a gate: then nothing negative could ever be written into the
    cell. Which activation does it have?"""
    I_t, F_t, O_t, C_new = (torch.sigmoid(z) for z in sums(X, H, w))
    C = F_t * C + I_t * C_new
    return O_t * torch.tanh(C), C


@mistake(stage="value")
def cell_shown_without_tanh(X, H, C, **w):
    """The cell is shown as it is, and it may have grown to any size. What does it go through before the output gate?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    C = F_t * C + I_t * C_new
    return O_t * C, C


@mistake(stage="value")
def old_cell_shown(X, H, C, **w):
    """The hidden state is made of the old cell. Which comes first in a step: writing into the cell, or showing it?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    return O_t * torch.tanh(C), F_t * C + I_t * C_new


@mistake(stage="value")
def cell_gated_twice(X, H, C, **w):
    """The old cell goes through the forget gate twice. How often is it multiplied by F in the equation, and is a name
    used again for something that it no longer is?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    C = F_t * C
    C = F_t * C + I_t * C_new
    return O_t * torch.tanh(C), C


@mistake(stage="value")
def forget_gate_decides_both(X, H, C, **w):
    """What is let in is 1 minus what is kept, as in a GRU, and the input gate plays no part. An LSTM decides the two by
    themselves."""
    _, F_t, O_t, C_new = gates(X, H, w)
    C = F_t * C + (1 - F_t) * C_new
    return O_t * torch.tanh(C), C


@mistake(stage="value")
def everything_let_in(X, H, C, **w):
    """The input node is written into the cell as it is: the input gate plays no part. What decides how much of it is
    let in?"""
    _, F_t, O_t, C_new = gates(X, H, w)
    C = F_t * C + C_new
    return O_t * torch.tanh(C), C


@mistake(stage="value")
def transposed_hidden_weights(X, H, C, **w):
    """The weights of the hidden state are transposed, and being square they fit all the same. Row vectors multiply from
    the left: row i of `W_hi` holds what unit i sends on."""
    I_t, F_t, O_t, C_new = gates(
        X, H, {name: value.T if name.startswith("W_h") else value for name, value in w.items()}
    )
    C = F_t * C + I_t * C_new
    return O_t * torch.tanh(C), C


@mistake(stage="value")
def pair_in_the_other_order(X, H, C, **w):
    """The memory cell is returned first and the hidden state second. They have the same shape, so nothing but the
    numbers tells: which one is asked for first?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    C = F_t * C + I_t * C_new
    return C, O_t * torch.tanh(C)


@mistake(stage="gradient")
def old_cell_detached(X, H, C, **w):
    """The old cell is detached: no gradient reaches it. The values are right; the cell is the way on which gradients
    travel far back in time."""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    C = F_t * C.detach() + I_t * C_new
    return O_t * torch.tanh(C), C


@mistake(stage="purity")
def overwrites_the_cell(X, H, C, **w):
    """The new cell is written into C, the caller's tensor, by `*=` and `+=`. The caller loses the old one, and autograd
    refuses, because it needs the old numbers: where should the new cell go?"""
    I_t, F_t, O_t, C_new = gates(X, H, w)
    C *= F_t
    C += I_t * C_new
    return O_t * torch.tanh(C), C.clone()
