"""What students write instead of `bidirectional_rnn`."""

import torch

from grader.exercise import mistake


def layer(X, H, W_xh, W_hh, b_h):
    """The states of one layer, in the order in which it reads."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="shape")
def directions_added(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The states of the two directions are added, and what each of them says is lost. The result has 2h numbers at each
    step: how do two tensors come to stand beside each other?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_b, W_xb, W_hb, b_b).flip(0)
    return forward + backward


@mistake(stage="shape")
def directions_one_after_the_other(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The states of the two directions are put one after the other in time, `(2T, n, h)` (that is what happens without
    an axis). Which axis should become twice as long?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_b, W_xb, W_hb, b_b).flip(0)
    return torch.cat((forward, backward))


@mistake(stage="shape")
def directions_on_a_new_axis(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The two directions stand on a new axis of length 2. What is wanted is a longer axis, not a new one."""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_b, W_xb, W_hb, b_b).flip(0)
    return torch.stack((forward, backward), dim=-2)


@mistake(stage="shape")
def returns_the_last_states_too(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The last states of the two layers are returned as well. Here one tensor is asked for, `(T, n, 2*h)`."""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_b, W_xb, W_hb, b_b).flip(0)
    return torch.cat((forward, backward), dim=-1), (forward[-1], backward[0])


@mistake(stage="value")
def backward_states_not_turned_back(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The states of the backward layer stand in the order in which they were computed, the one of the last step first.
    Beside the forward state of step t belongs the backward state of the same step."""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_b, W_xb, W_hb, b_b)
    return torch.cat((forward, backward), dim=-1)


@mistake(stage="value")
def both_read_forward(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """Both layers read from the first step to the last. What should the backward layer know at the first step that the
    forward layer does not?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X, H_b, W_xb, W_hb, b_b)
    return torch.cat((forward, backward), dim=-1)


@mistake(stage="value")
def inputs_not_turned_around(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The backward layer reads forward, and its states are turned around afterwards: its state at the first step is
    made of all steps, but read in the wrong order. What has to be turned around before the layer runs?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X, H_b, W_xb, W_hb, b_b).flip(0)
    return torch.cat((forward, backward), dim=-1)


@mistake(stage="value")
def batch_turned_around(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The batch is turned around in place of time: the backward layer reads other sequences. Which axis of X is
    time?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(1), H_b, W_xb, W_hb, b_b).flip(1)
    return torch.cat((forward, backward), dim=-1)


@mistake(stage="value")
def weights_shared(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """Both directions use the weights of the forward layer. Which of the arguments have you not used?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_b, W_xf, W_hf, b_f).flip(0)
    return torch.cat((forward, backward), dim=-1)


@mistake(stage="value")
def initial_state_shared(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """Both layers begin with H_f. Which state does the backward layer have before it reads the last step?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_f, W_xb, W_hb, b_b).flip(0)
    return torch.cat((forward, backward), dim=-1)


@mistake(stage="value")
def state_handed_over(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The backward layer begins with the last state of the forward layer. The two know nothing of each other: which
    argument is the first state of the backward layer?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), forward[-1], W_xb, W_hb, b_b).flip(0)
    return torch.cat((forward, backward), dim=-1)


@mistake(stage="value")
def backward_states_first(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The backward states stand before the forward states. The shape is the same: which half comes first?"""
    forward = layer(X, H_f, W_xf, W_hf, b_f)
    backward = layer(X.flip(0), H_b, W_xb, W_hb, b_b).flip(0)
    return torch.cat((backward, forward), dim=-1)


@mistake(stage="gradient")
def states_detached(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """The states are detached before every step: no gradient crosses from one step to the next, in either direction.
    The values are right; how should the weights learn what lies further away?"""
    forward, backward = [], []
    for X_t in X:
        H_f = torch.tanh(X_t @ W_xf + H_f.detach() @ W_hf + b_f)
        forward.append(H_f)
    for X_t in X.flip(0):
        H_b = torch.tanh(X_t @ W_xb + H_b.detach() @ W_hb + b_b)
        backward.append(H_b)
    return torch.cat((torch.stack(forward), torch.stack(backward[::-1])), dim=-1)


@mistake(stage="purity")
def overwrites_the_states(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    """Every step writes its state into H_f or H_b, the caller's tensors. The caller loses the first states, and
    autograd refuses, because it needs the old numbers: what should each step make instead?"""
    forward, backward = [], []
    for X_t in X:
        H_f[:] = torch.tanh(X_t @ W_xf + H_f @ W_hf + b_f)
        forward.append(H_f.clone())
    for X_t in X.flip(0):
        H_b[:] = torch.tanh(X_t @ W_xb + H_b @ W_hb + b_b)
        backward.insert(0, H_b.clone())
    return torch.cat((torch.stack(forward), torch.stack(backward)), dim=-1)
