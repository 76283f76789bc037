"""What students write instead of `rnn_forward`."""

import torch

from grader.exercise import mistake


@mistake(stage="runs")
def loops_over_the_batch(X, H, W_xh, W_hh, b_h):
    """The loop runs over the batch: each turn takes `(T, d)`, one sequence, where a step is `(n, d)`, all sequences at
    one time. Which axis of X is time?"""
    states = []
    for i in range(X.shape[1]):
        H = torch.tanh(X[:, i] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="runs")
def loops_over_the_batch_and_stacks_it(X, H, W_xh, W_hh, b_h):
    """The loop runs over the batch, axis 1 of X, as if its rows were steps, and puts the results together along the
    batch. What does X[:, i] hold, and what should one turn of the loop be given?"""
    states = []
    for i in range(X.shape[1]):
        H = torch.tanh(X[:, i] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states, dim=1), H


@mistake(stage="runs")
def transposed_w_xh(X, H, W_xh, W_hh, b_h):
    """`W_xh` is transposed. A step of X is `(n, d)`: which axis of the second factor must have the length d?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh.T + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="runs")
def bias_down_the_batch(X, H, W_xh, W_hh, b_h):
    """The bias is a column `(h, 1)`, so it runs along the n sequences. It holds one number for each hidden unit: which
    axis of `(n, h)` should it run along?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h[:, None])
        states.append(H)
    return torch.stack(states), H


@mistake(stage="shape")
def cat_for_stack(X, H, W_xh, W_hh, b_h):
    """The states are put end to end, `(T·n, h)`: `cat` makes an axis longer. Which operation makes a new axis for
    time?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.cat(states), H


@mistake(stage="shape")
def batch_before_time(X, H, W_xh, W_hh, b_h):
    """The states are `(n, T, h)`, batch first. X comes with time first, and so should the states: along which axis do
    you put them together?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states, dim=1), H


@mistake(stage="shape")
def returns_one_tensor(X, H, W_xh, W_hh, b_h):
    """One tensor is returned. Two are asked for: all states `(T, n, h)` and the last one `(n, h)`."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


@mistake(stage="shape")
def pair_in_the_other_order(X, H, W_xh, W_hh, b_h):
    """The last state comes first and all the states second. In which order does the task name them?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return H, torch.stack(states)


@mistake(stage="shape")
def last_state_with_a_layer_axis(X, H, W_xh, W_hh, b_h):
    """The last state is `(1, n, h)`, as PyTorch's own layer returns it, with an axis for layers. Here there is one
    layer and the last state is `(n, h)`."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H.unsqueeze(0)


@mistake(stage="shape")
def initial_state_included(X, H, W_xh, W_hh, b_h):
    """There are T + 1 states: the one before the first step is among them. Which states are asked for?"""
    states = [H]
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="shape")
def squeezed_axes(X, H, W_xh, W_hh, b_h):
    """`squeeze` removes every axis of length 1: the batch when it holds one sequence, time when there is one step. What
    should the shapes be with n = 1, and with T = 1?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states).squeeze(), H.squeeze()


@mistake(stage="dtype")
def float32_buffer(X, H, W_xh, W_hh, b_h):
    """The states are float32 whatever the inputs are, as a new tensor is where nothing else is said. Which dtype, and
    which device, should a tensor have that you make yourself?"""
    states = torch.zeros(X.shape[0], *H.shape)
    for t in range(X.shape[0]):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states[t] = H
    return states, H


@mistake(stage="value")
def uninitialised_buffer(X, H, W_xh, W_hh, b_h):
    """No state is ever written into the buffer: `torch.empty` holds whatever was in memory. What does the loop do with
    each new state?"""
    states = torch.empty(X.shape[0], *H.shape, dtype=X.dtype, device=X.device)
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
    return states, H


@mistake(stage="value")
def uninitialised_first_state(X, H, W_xh, W_hh, b_h):
    """The loop begins at the second step: the first place of the buffer is never written, and `torch.empty` holds
    whatever was in memory. Which index does the first step have?"""
    states = torch.empty(X.shape[0], *H.shape, dtype=X.dtype, device=X.device)
    for t in range(1, X.shape[0]):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states[t] = H
    return states, H


@mistake(stage="value")
def state_from_memory_never_written(X, H, W_xh, W_hh, b_h):
    """The recurrence reads a tensor made by `torch.empty` before anything is written into it: it holds whatever was in
    memory. What does the first step read, and who has written it?"""
    state = torch.empty_like(H)
    states = []
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    return torch.stack(states), state


@mistake(stage="value")
def uninitialised_last_state(X, H, W_xh, W_hh, b_h):
    """The loop ends one step early: the last place of the buffer is never written, and `torch.empty` holds whatever was
    in memory. Which index does the last step have, and where does `range` stop?"""
    states = torch.empty(X.shape[0], *H.shape, dtype=X.dtype, device=X.device)
    for t in range(X.shape[0] - 1):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states[t] = H
    return states, H


@mistake(stage="value")
def state_never_updated(X, H, W_xh, W_hh, b_h):
    """Every step starts from the initial state: the new state is kept in the list and never handed to the next step.
    Which name does the loop read, and which does it write?"""
    states = []
    for X_t in X:
        H_t = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H_t)
    return torch.stack(states), H_t


@mistake(stage="value")
def state_never_updated_nor_returned(X, H, W_xh, W_hh, b_h):
    """Every step starts from the initial state, and the initial state is also returned as the last. Which name does the
    loop read, and which does it write?"""
    states = []
    for X_t in X:
        H_t = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H_t)
    return torch.stack(states), H


@mistake(stage="value")
def state_reset_each_step(X, H, W_xh, W_hh, b_h):
    """Every step starts from zeros, so no step knows of those before it. Where should the state be set up: inside the
    loop, or before it? And which state is given?"""
    states = []
    for X_t in X:
        H = torch.zeros_like(H)
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def initial_state_ignored(X, H, W_xh, W_hh, b_h):
    """The first step starts from zeros in place of H. A sequence may continue another one: which state is given?"""
    H = torch.zeros_like(H)
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def first_state_as_last(X, H, W_xh, W_hh, b_h):
    """The states are right, and the first of them is returned as the last. Which index has the last step?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), states[0]


@mistake(stage="value")
def initial_state_as_last(X, H, W_xh, W_hh, b_h):
    """The states are right, and the initial state is returned as the last. Which of your names holds the state after
    the loop?"""
    H_t = H
    states = []
    for X_t in X:
        H_t = torch.tanh(X_t @ W_xh + H_t @ W_hh + b_h)
        states.append(H_t)
    return torch.stack(states), H


@mistake(stage="value")
def states_shifted_by_one(X, H, W_xh, W_hh, b_h):
    """The states are those before each step, beginning with the initial one, not those after it. When does the loop
    collect the state: before or after the step?"""
    states = []
    for X_t in X:
        states.append(H)
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
    return torch.stack(states), H


@mistake(stage="value")
def last_state_everywhere(X, H, W_xh, W_hh, b_h):
    """All T states are the last one. Is one tensor collected T times, and overwritten by every step?"""
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
    return torch.stack([H] * len(X)), H


@mistake(stage="value")
def time_reversed(X, H, W_xh, W_hh, b_h):
    """The sequence is read from its end to its beginning. Which step comes first, and which states may it depend on?"""
    states = []
    for X_t in X.flip(0):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def backward_in_time(X, H, W_xh, W_hh, b_h):
    """The state runs from the last step to the first, so each state depends on what comes later. When step t is
    computed, which steps have been read?"""
    states = []
    for X_t in X.flip(0):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states[::-1]), H


@mistake(stage="value")
def states_in_reverse_order(X, H, W_xh, W_hh, b_h):
    """The states are right and stand in the wrong order, the last one first. At which end of the list does a new state
    belong?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.insert(0, H)
    return torch.stack(states), H


@mistake(stage="value")
def inputs_of_the_previous_step(X, H, W_xh, W_hh, b_h):
    """Each step reads the inputs of the step before it, and the first one those of the last: index -1 is the end.
    Which inputs belong to step t?"""
    states = []
    for t in range(X.shape[0]):
        H = torch.tanh(X[t - 1] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def inputs_of_the_first_step(X, H, W_xh, W_hh, b_h):
    """Every step reads the inputs of the first one. Which index should change from step to step?"""
    states = []
    for _ in range(X.shape[0]):
        H = torch.tanh(X[0] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def transposed_w_hh(X, H, W_xh, W_hh, b_h):
    """`W_hh` is transposed, and being square it fits all the same. Row vectors multiply from the left: row i of `W_hh`
    holds what unit i sends on."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh.T + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def w_hh_narrowed_to_a_column(X, H, W_xh, W_hh, b_h):
    """`W_hh` is narrowed to a column: H times a column is `(n, 1)`, and the sum stretches it over h without an error,
    so every hidden unit receives the same recurrent term. Which shape must the second factor have for its product
    with H to be `(n, h)`?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh[:, :1] + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def no_activation(X, H, W_xh, W_hh, b_h):
    """The activation is missing: each state is the sum before tanh. Over many steps nothing keeps it within bounds."""
    states = []
    for X_t in X:
        H = X_t @ W_xh + H @ W_hh + b_h
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def activation_of_the_results_only(X, H, W_xh, W_hh, b_h):
    """tanh is applied to the states that are returned, and the recurrence itself runs without it. Which of the two is
    handed to the next step?"""
    states = []
    for X_t in X:
        H = X_t @ W_xh + H @ W_hh + b_h
        states.append(torch.tanh(H))
    return torch.stack(states), states[-1]


@mistake(stage="value")
def sigmoid_for_tanh(X, H, W_xh, W_hh, b_h):
    """The activation is the sigmoid, with values from 0 to 1. This exercise asks for the one from -1 to 1."""
    states = []
    for X_t in X:
        H = torch.sigmoid(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def relu_for_tanh(X, H, W_xh, W_hh, b_h):
    """The activation is ReLU, which cuts off everything below 0. Which one does the exercise ask for?"""
    states = []
    for X_t in X:
        H = torch.relu(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def no_bias(X, H, W_xh, W_hh, b_h):
    """The bias `b_h` plays no part. Count the terms of the sum: there are three."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="value")
def bias_twice(X, H, W_xh, W_hh, b_h):
    """The bias is added twice, once with each product. PyTorch's own layer has two biases; this one has one."""
    states = []
    for X_t in X:
        H = torch.tanh((X_t @ W_xh + b_h) + (H @ W_hh + b_h))
        states.append(H)
    return torch.stack(states), H


@mistake(stage="gradient")
def state_detached(X, H, W_xh, W_hh, b_h):
    """The state is detached before every step: no gradient reaches H or crosses from one step to the one before. The
    values are right; what should flow back through time?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H.detach() @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="gradient")
def state_detached_after_each_step(X, H, W_xh, W_hh, b_h):
    """The state is detached after every step: no gradient crosses from one step to the one before, and none passes
    through the last state. The values are right; what should flow back through time?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
        H = H.detach()
    return torch.stack(states), H


@mistake(stage="gradient")
def state_detached_between_steps(X, H, W_xh, W_hh, b_h):
    """The state is detached between the steps: no gradient crosses from one step to the one before. The values are
    right; what should flow back through time?"""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
        H = H.detach()
    return torch.stack(states), states[-1]


@mistake(stage="gradient")
def detached_recurrence(X, H, W_xh, W_hh, b_h):
    """The recurrent product is cut off from autograd in every step: no gradient reaches `W_hh`, the initial state, or
    any earlier step. What is computed under `torch.no_grad()` can never be learned."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + (H @ W_hh).detach() + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="gradient")
def initial_state_detached(X, H, W_xh, W_hh, b_h):
    """The initial state is detached: no gradient reaches H. Who gave it may want to learn it: nothing in this exercise
    asks for a cut."""
    H = H.detach()
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="gradient")
def collects_detached_states(X, H, W_xh, W_hh, b_h):
    """The states are collected without their history, by `.detach()` or `.data`: gradients pass through the last state
    only. A loss at an earlier step could teach nothing."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H.detach())
    return torch.stack(states), H


@mistake(stage="gradient")
def last_state_detached(X, H, W_xh, W_hh, b_h):
    """The last state is returned detached: no gradient passes through it. Whether it should be cut off is for the
    caller to say."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H.detach()


@mistake(stage="gradient")
def data_of_w_hh(X, H, W_xh, W_hh, b_h):
    """`W_hh.data`, like `W_hh.detach()`, is the numbers without their history: no gradient reaches `W_hh`, so
    training would never change it."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh.data + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="gradient")
def data_of_both_weights(X, H, W_xh, W_hh, b_h):
    """Both weights are used through `.data` or `.detach()`: no gradient reaches `W_xh` or `W_hh`, and only the bias
    could learn."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh.data + H @ W_hh.data + b_h)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="gradient")
def data_of_all_parameters(X, H, W_xh, W_hh, b_h):
    """Weights and bias are used through `.data` or `.detach()`: no gradient reaches any of them, and nothing in this
    layer could learn."""
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh.data + H @ W_hh.data + b_h.data)
        states.append(H)
    return torch.stack(states), H


@mistake(stage="gradient")
def everything_detached(X, H, W_xh, W_hh, b_h):
    """The results have no history: they were computed under `no_grad`, detached, or taken through NumPy. The values
    are right, and no gradient reaches any argument."""
    states = []
    with torch.no_grad():
        for X_t in X:
            H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
            states.append(H)
        return torch.stack(states), H


@mistake(stage="purity")
def overwrites_the_state(X, H, W_xh, W_hh, b_h):
    """Every step writes its state into H, the caller's tensor. The caller loses the initial state, and autograd
    refuses, because it needs the old numbers: what should each step make instead?"""
    states = []
    for X_t in X:
        H[:] = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H.clone())
    return torch.stack(states), H


@mistake(stage="purity")
def modifies_the_state(X, H, W_xh, W_hh, b_h):
    """The results are right, and H, the caller's tensor, has been changed as well. Call it twice with the same
    arguments: which initial state does the second call see?"""
    state = H.clone()
    states = []
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    H.data[:] = state.data
    return torch.stack(states), state


@mistake(stage="purity")
def requires_grad_on_the_weights(X, H, W_xh, W_hh, b_h):
    """The function switches `requires_grad` on for tensors that it was given. Whether a tensor is to be trained is
    for its owner to say: what does the caller find after the call?"""
    W_xh.requires_grad_(True)
    W_hh.requires_grad_(True)
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
