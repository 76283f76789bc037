"""What students write instead of `truncated_bptt`."""

import torch

from grader.exercise import mistake


@mistake(stage="shape")
def last_window_dropped(X, H, W_xh, W_hh, b_h, k):
    """Where k does not divide T, the steps after the last whole window are missing. What should become of a window that
    is shorter than the others?"""
    states = []
    for start in range(0, len(X) - k + 1, k):
        H = H.detach() if start else H
        for X_t in X[start : start + k]:
            H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
            states.append(H)
    return torch.stack(states)


@mistake(stage="shape")
def returns_the_last_state_too(X, H, W_xh, W_hh, b_h, k):
    """Two things are returned, as in rnn_forward: the states, and the last of them. Here one tensor is asked for, all
    states in the order of time."""
    states = []
    for t, X_t in enumerate(X):
        H = H.detach() if t and t % k == 0 else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def resets_to_zero(X, H, W_xh, W_hh, b_h, k):
    """Every window after the first begins with zeros: the state is lost as well as its gradient. Truncation cuts
    gradients off: what should happen to the numbers?"""
    states = []
    for t, X_t in enumerate(X):
        H = torch.zeros_like(H) if t and t % k == 0 else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="value")
def resets_to_the_initial_state(X, H, W_xh, W_hh, b_h, k):
    """Every window begins with the initial state again. A window goes on where the one before it has stopped: which
    state is that?"""
    states = []
    for t, X_t in enumerate(X):
        state = H if t % k == 0 else state
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    return torch.stack(states)


@mistake(stage="gradient")
def never_detaches(X, H, W_xh, W_hh, b_h, k):
    """The values are right, and nothing is cut off: gradients flow through all steps to the first. What should happen
    where a window ends, and does your condition ever hold?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def detaches_at_every_step(X, H, W_xh, W_hh, b_h, k):
    """The values are right, and the state is detached at every step, so that no gradient crosses even inside a window.
    How often should the cut be made?"""
    states = []
    for t, X_t in enumerate(X):
        H = H.detach() if t else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def cut_one_step_early(X, H, W_xh, W_hh, b_h, k):
    """The cuts are made one step too early: before the last step of a window, not after it. The first window has k
    steps: after how many of them is its state detached?"""
    states = []
    for t, X_t in enumerate(X):
        H = H.detach() if t and (t + 1) % k == 0 else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def cut_one_step_late(X, H, W_xh, W_hh, b_h, k):
    """The cuts are made one step too late: the first window has k + 1 steps. Do you count the steps from 0 or from
    1?"""
    states = []
    for t, X_t in enumerate(X):
        H = H.detach() if t > 1 and (t - 1) % k == 0 else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def one_cut_only(X, H, W_xh, W_hh, b_h, k):
    """The first cut is right, and there is no other one: after it gradients flow through as many steps as there are.
    Where does the second window end?"""
    states = []
    for t, X_t in enumerate(X):
        H = H.detach() if t == k else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def k_windows(X, H, W_xh, W_hh, b_h, k):
    """The sequence is cut into k windows. Is k the number of the windows, or the number of steps in each?"""
    length = -(-len(X) // k)
    states = []
    for t, X_t in enumerate(X):
        H = H.detach() if t and t % length == 0 else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def last_k_steps_only(X, H, W_xh, W_hh, b_h, k):
    """Gradients flow through the last k steps of the sequence, and through none of those before. Every window has
    gradients of its own: where are the cuts?"""
    states = []
    for t, X_t in enumerate(X):
        H = H.detach() if 0 < t <= len(X) - k else H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def collects_the_detached_state(X, H, W_xh, W_hh, b_h, k):
    """The last state of each window is detached before it is collected, so that the loss of this step teaches nothing.
    Only what is handed on to the next window should be cut off."""
    states = []
    for t, X_t in enumerate(X):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        H = H.detach() if (t + 1) % k == 0 else H
        states.append(H)
    return torch.stack(states)


@mistake(stage="gradient")
def everything_detached(X, H, W_xh, W_hh, b_h, k):
    """The result has no history: the values are right, and no gradient reaches any argument. Inside a window gradients
    should flow: what is it that is to be detached?"""
    states = []
    with torch.no_grad():
        for X_t in X:
            H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
            states.append(H)
        return torch.stack(states)
