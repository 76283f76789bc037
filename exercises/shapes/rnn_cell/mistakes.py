"""What students write instead of `rnn_cell`."""

import torch

from grader.exercise import mistake


@mistake(stage="runs")
def transposed_w_xh(X, H, W_xh, W_hh, b_h):
    """`W_xh` is transposed. X is `(n, d)`: which axis of the second factor must have the length d?"""
    return torch.tanh(X @ W_xh.T + H @ W_hh + b_h)


@mistake(stage="runs")
def weights_first(X, H, W_xh, W_hh, b_h):
    """The weights stand before the inputs and the state. Examples are rows here: in which order do `(n, d)` and
    `(d, h)` fit together?"""
    return torch.tanh(W_xh @ X + W_hh @ H + b_h)


@mistake(stage="runs")
def weights_exchanged(X, H, W_xh, W_hh, b_h):
    """X is multiplied by `W_hh` and H by `W_xh`. Read the index from left to right: `W_xh` leads from the inputs to
    the hidden units."""
    return torch.tanh(X @ W_hh + H @ W_xh + b_h)


@mistake(stage="runs")
def elementwise_w_hh(X, H, W_xh, W_hh, b_h):
    """`H * W_hh` multiplies number by number, `(n, h)` with `(h, h)`. The recurrence mixes all h units into all h
    units: which operation multiplies and sums?"""
    return torch.tanh(X @ W_xh + H * W_hh + b_h)


@mistake(stage="runs")
def bias_down_the_batch(X, H, W_xh, W_hh, b_h):
    """The bias is a column `(h, 1)`, so it runs along the n examples. It holds one number for each hidden unit:
    which axis of `(n, h)` should it run along?"""
    return torch.tanh(X @ W_xh + H @ W_hh + b_h[:, None])


@mistake(stage="runs")
def w_hh_narrowed_to_a_vector(X, H, W_xh, W_hh, b_h):
    """Only one column of `W_hh` is used, as a vector `(h,)`: H times a vector is `(n,)`, one number for each
    example. What must the second factor be for the recurrence to give `(n, h)`?"""
    return torch.tanh(X @ W_xh + H @ W_hh[:, 0] + b_h)


@mistake(stage="shape")
def column_vectors(X, H, W_xh, W_hh, b_h):
    """The result is `(h, n)`: one example in a column, as many textbooks write it. Here an example is a row, in X, in
    H and in the result."""
    return torch.tanh(W_xh.T @ X.T + W_hh.T @ H.T + b_h[:, None])


@mistake(stage="shape")
def squeezed_batch(X, H, W_xh, W_hh, b_h):
    """`squeeze` removes every axis of length 1, and so the batch when it holds one example. What should the shape be
    with n = 1?"""
    return torch.tanh(X @ W_xh + H @ W_hh + b_h).squeeze()


@mistake(stage="shape")
def returns_a_pair(X, H, W_xh, W_hh, b_h):
    """The new state is returned twice, as an output and as a state. For one step they are the same thing: one tensor
    `(n, h)` is asked for."""
    H_t = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return H_t, H_t


@mistake(stage="dtype")
def float32_result(X, H, W_xh, W_hh, b_h):
    """The result is float32 whatever the inputs are. A layer keeps the dtype that it is given: where does yours
    choose one?"""
    return torch.tanh(X @ W_xh + H @ W_hh + b_h).float()


@mistake(stage="value")
def transposed_w_hh(X, H, W_xh, W_hh, b_h):
    """`W_hh` is transposed, and being square it fits all the same. Row vectors multiply from the left: row i of `W_hh`
    holds what unit i sends on."""
    return torch.tanh(X @ W_xh + H @ W_hh.T + b_h)


@mistake(stage="value")
def w_hh_narrowed_to_a_column(X, H, W_xh, W_hh, b_h):
    """`W_hh` is narrowed to a column: H times a column is `(n, 1)`, and the sum stretches it over h without an error,
    so every hidden unit receives the same recurrent term. The recurrence should mix all h units into all h units:
    which shape must the second factor have for its product with H to be `(n, h)`?"""
    return torch.tanh(X @ W_xh + H @ W_hh[:, :1] + b_h)


@mistake(stage="value")
def only_the_diagonal(X, H, W_xh, W_hh, b_h):
    """Only the diagonal of `W_hh` is used: each unit hears itself and no other. Which entries of `W_hh` lead from one
    unit to another?"""
    return torch.tanh(X @ W_xh + H * W_hh.diagonal() + b_h)


@mistake(stage="value")
def state_without_weights(X, H, W_xh, W_hh, b_h):
    """The previous state is added as it is: `W_hh` plays no part. What does the recurrence do to H before it is
    added?"""
    return torch.tanh(X @ W_xh + H + b_h)


@mistake(stage="value")
def drops_the_state(X, H, W_xh, W_hh, b_h):
    """The previous state H plays no part: without it the layer has no memory, and a sequence is just many separate
    inputs. Did you put zeros in its place, or leave the term out?"""
    return torch.tanh(X @ W_xh + b_h)


@mistake(stage="value")
def drops_the_inputs(X, H, W_xh, W_hh, b_h):
    """The inputs X play no part: the new state depends on the old one only. Which terms does the sum have?"""
    return torch.tanh(H @ W_hh + b_h)


@mistake(stage="value")
def state_of_the_first_example(X, H, W_xh, W_hh, b_h):
    """Every example receives the previous state of the first one: `(1, h)` is stretched over n without an error. Each
    row of H belongs to the same row of X."""
    return torch.tanh(X @ W_xh + H[0] @ W_hh + b_h)


@mistake(stage="value")
def no_activation(X, H, W_xh, W_hh, b_h):
    """The activation is missing: this is the sum before tanh. Over many steps nothing would keep the state
    within bounds."""
    return X @ W_xh + H @ W_hh + b_h


@mistake(stage="value")
def sigmoid_for_tanh(X, H, W_xh, W_hh, b_h):
    """The activation is the sigmoid, with values from 0 to 1. This exercise asks for the one from -1 to 1."""
    return torch.sigmoid(X @ W_xh + H @ W_hh + b_h)


@mistake(stage="value")
def relu_for_tanh(X, H, W_xh, W_hh, b_h):
    """The activation is ReLU, which cuts off everything below 0. Which one does the exercise ask for?"""
    return torch.relu(X @ W_xh + H @ W_hh + b_h)


@mistake(stage="value")
def tanh_twice(X, H, W_xh, W_hh, b_h):
    """tanh is applied twice to the sum. How often does it stand in the equation?"""
    return torch.tanh(torch.tanh(X @ W_xh + H @ W_hh + b_h))


@mistake(stage="value")
def tanh_of_each_product(X, H, W_xh, W_hh, b_h):
    """tanh is applied to each product by itself, and the bias comes after. The tanh of a sum is not the sum of the
    tanhs: what belongs inside?"""
    return torch.tanh(X @ W_xh) + torch.tanh(H @ W_hh) + b_h


@mistake(stage="value")
def tanh_of_each_term(X, H, W_xh, W_hh, b_h):
    """tanh is applied to each of the three terms, and the results are added. The tanh of a sum is not the sum of the
    tanhs: which of them does the equation have?"""
    return torch.tanh(X @ W_xh) + torch.tanh(H @ W_hh) + torch.tanh(b_h)


@mistake(stage="value")
def activation_before_the_state(X, H, W_xh, W_hh, b_h):
    """The recurrent term is added after tanh. Then it is not squashed, and the state can grow from step to step: what
    does the activation apply to?"""
    return torch.tanh(X @ W_xh + b_h) + H @ W_hh


@mistake(stage="value")
def activation_before_the_bias(X, H, W_xh, W_hh, b_h):
    """The bias is added after tanh, so the state can leave the range from -1 to 1. What does the activation apply
    to?"""
    return torch.tanh(X @ W_xh + H @ W_hh) + b_h


@mistake(stage="value")
def activates_the_old_state(X, H, W_xh, W_hh, b_h):
    """tanh is also applied to H, which already went through it in the step before. How often does the equation apply
    it in one step?"""
    return torch.tanh(X @ W_xh + torch.tanh(H) @ W_hh + b_h)


@mistake(stage="value")
def adds_to_the_old_state(X, H, W_xh, W_hh, b_h):
    """The new state is added to the old one. Here a step replaces the state: where does H stand in the equation, and
    how often?"""
    return H + torch.tanh(X @ W_xh + H @ W_hh + b_h)


@mistake(stage="value")
def no_bias(X, H, W_xh, W_hh, b_h):
    """The bias `b_h` plays no part. Count the terms of the sum: there are three."""
    return torch.tanh(X @ W_xh + H @ W_hh)


@mistake(stage="value")
def bias_twice(X, H, W_xh, W_hh, b_h):
    """The bias is added twice, once with each product. PyTorch's own layer has two biases; this one has one."""
    return torch.tanh((X @ W_xh + b_h) + (H @ W_hh + b_h))


@mistake(stage="value")
def bias_by_matching_size(X, H, W_xh, W_hh, b_h):
    """The bias is laid along the batch when n happens to equal h: nothing crashes and the numbers differ. Which axis
    a bias belongs to follows from what it means, never from its length."""
    Z = X @ W_xh + H @ W_hh
    if b_h.shape[0] == Z.shape[0]:
        return torch.tanh(Z + b_h[:, None])
    return torch.tanh(Z + b_h)


@mistake(stage="gradient")
def detached_state(X, H, W_xh, W_hh, b_h):
    """The previous state is detached: no gradient reaches H, so nothing is learned from earlier steps. The values
    are right; what should flow back through time?"""
    return torch.tanh(X @ W_xh + H.detach() @ W_hh + b_h)


@mistake(stage="gradient")
def detached_recurrence(X, H, W_xh, W_hh, b_h):
    """The recurrent term is detached: no gradient reaches H or `W_hh`, so the recurrence cannot learn. The values are
    right."""
    return torch.tanh(X @ W_xh + (H @ W_hh).detach() + b_h)


@mistake(stage="gradient")
def detached_inputs(X, H, W_xh, W_hh, b_h):
    """The inputs are detached: no gradient reaches X. X may be the result of another layer: how would that one
    learn?"""
    return torch.tanh(X.detach() @ W_xh + H @ W_hh + b_h)


@mistake(stage="gradient")
def data_of_w_hh(X, H, W_xh, W_hh, b_h):
    """`W_hh.data`, like `W_hh.detach()`, is the numbers without their history: no gradient reaches `W_hh`, so
    training would never change it."""
    return torch.tanh(X @ W_xh + H @ W_hh.data + b_h)


@mistake(stage="gradient")
def data_of_w_xh(X, H, W_xh, W_hh, b_h):
    """`W_xh.data`, like `W_xh.detach()`, is the numbers without their history: no gradient reaches `W_xh`, so
    training would never change it."""
    return torch.tanh(X @ W_xh.data + H @ W_hh + b_h)


@mistake(stage="gradient")
def data_of_b_h(X, H, W_xh, W_hh, b_h):
    """`b_h.data`, like `b_h.detach()`, is the numbers without their history: no gradient reaches the bias, so
    training would never change it."""
    return torch.tanh(X @ W_xh + H @ W_hh + b_h.data)


@mistake(stage="gradient")
def data_of_both_weights(X, H, W_xh, W_hh, b_h):
    """Both weights are used through `.data` or `.detach()`: no gradient reaches `W_xh` or `W_hh`, and only the bias
    could learn."""
    return torch.tanh(X @ W_xh.data + H @ W_hh.data + b_h)


@mistake(stage="gradient")
def data_of_all_parameters(X, H, W_xh, W_hh, b_h):
    """Weights and bias are used through `.data` or `.detach()`: no gradient reaches any of them, and nothing in this
    layer could learn."""
    return torch.tanh(X @ W_xh.data + H @ W_hh.data + b_h.data)


@mistake(stage="gradient")
def everything_detached(X, H, W_xh, W_hh, b_h):
    """The result has no history: it was computed under `no_grad`, detached, or taken through NumPy. The values are
    right, and no gradient reaches any argument."""
    with torch.no_grad():
        return torch.tanh(X @ W_xh + H @ W_hh + b_h)


@mistake(stage="purity")
def overwrites_the_state(X, H, W_xh, W_hh, b_h):
    """The new state is written into H, the caller's tensor. The caller loses the old state, and autograd refuses,
    because it needs the old numbers: what should the function return instead?"""
    H[:] = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return H


@mistake(stage="gradient")
def overwrites_the_data_of_the_state(X, H, W_xh, W_hh, b_h):
    """The new state is written into H through `.data`, behind autograd's back: the gradient of `W_hh` is then computed
    from the new state where it needs the old one. The caller loses the old state as well."""
    H_t = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    H.data[:] = H_t.data
    return H_t


@mistake(stage="purity")
def modifies_the_state(X, H, W_xh, W_hh, b_h):
    """The result is right, and H, the caller's tensor, has been changed as well. Call it twice with the same
    arguments: which previous state does the second call see?"""
    H_t = torch.tanh(X @ W_xh + H.clone() @ W_hh + b_h)
    H.data[:] = H_t.data
    return H_t


@mistake(stage="purity")
def requires_grad_on_the_weights(X, H, W_xh, W_hh, b_h):
    """The function switches `requires_grad` on for tensors that it was given. Whether a tensor is to be trained is
    for its owner to say: what does the caller find after the call?"""
    W_xh.requires_grad_(True)
    W_hh.requires_grad_(True)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
