"""What students write instead of `hidden_layer`."""

import torch

from grader.exercise import mistake


@mistake(stage="runs")
def transposed_w_xh(X, W_xh, b_h):
    """`W_xh` is transposed. X is `(n, d)`: which axis of the second factor must have the length d?"""
    return torch.tanh(X @ W_xh.T + b_h)


@mistake(stage="runs")
def weights_first(X, W_xh, b_h):
    """The weights stand before the inputs. Examples are rows here: which axes of X `(n, d)` and `W_xh` `(d, h)` have
    the same length, and which order brings them next to each other?"""
    return torch.tanh(W_xh @ X + b_h)


@mistake(stage="runs")
def elementwise_product(X, W_xh, b_h):
    """`*` multiplies number by number and needs two equal shapes. Every hidden unit is a sum over all d inputs:
    which operation multiplies and sums?"""
    return torch.tanh(X * W_xh + b_h)


@mistake(stage="runs")
def bias_down_the_batch(X, W_xh, b_h):
    """The bias is a column `(h, 1)`, so it runs along the n examples. It holds one number for each hidden unit:
    which axis of `(n, h)` should it run along?"""
    return torch.tanh(X @ W_xh + b_h[:, None])


@mistake(stage="shape")
def column_vectors(X, W_xh, b_h):
    """The result is `(h, n)`: one example in a column, as many textbooks write it. Here an example is a row, in X and
    in the result."""
    return torch.tanh(W_xh.T @ X.T + b_h[:, None])


@mistake(stage="shape")
def squeezed_batch(X, W_xh, b_h):
    """`squeeze` removes every axis of length 1, and so the batch when it holds one example. What should the shape be
    with n = 1?"""
    return torch.tanh(X @ W_xh + b_h).squeeze()


@mistake(stage="shape")
def sums_over_the_units(X, W_xh, b_h):
    """The h hidden units of an example are summed into one number. What is asked for is all of them, `(n, h)`."""
    return torch.tanh(X @ W_xh + b_h).sum(dim=1)


@mistake(stage="dtype")
def float32_result(X, W_xh, b_h):
    """The result is float32 whatever the inputs are. A layer keeps the dtype that it is given: where does yours
    choose one?"""
    return torch.tanh(X @ W_xh + b_h).float()


@mistake(stage="value")
def no_activation(X, W_xh, b_h):
    """The activation is missing: this is the sum before tanh. Without it two layers in a row could be replaced by
    one."""
    return X @ W_xh + b_h


@mistake(stage="value")
def sigmoid_for_tanh(X, W_xh, b_h):
    """The activation is the sigmoid, with values from 0 to 1. This exercise asks for the one from -1 to 1."""
    return torch.sigmoid(X @ W_xh + b_h)


@mistake(stage="value")
def relu_for_tanh(X, W_xh, b_h):
    """The activation is ReLU, which cuts off everything below 0. Which one does the exercise ask for?"""
    return torch.relu(X @ W_xh + b_h)


@mistake(stage="value")
def tanh_twice(X, W_xh, b_h):
    """tanh is applied twice. How often does it stand in the equation?"""
    return torch.tanh(torch.tanh(X @ W_xh + b_h))


@mistake(stage="value")
def no_bias(X, W_xh, b_h):
    """The bias `b_h` plays no part. What would the layer answer to inputs that are all 0, and what should it?"""
    return torch.tanh(X @ W_xh)


@mistake(stage="value")
def activation_before_the_bias(X, W_xh, b_h):
    """The bias is added after tanh, so results can leave the range from -1 to 1. What does the activation apply
    to?"""
    return torch.tanh(X @ W_xh) + b_h


@mistake(stage="value")
def tanh_of_each_term(X, W_xh, b_h):
    """tanh is applied to the product and to the bias and the results are added. The tanh of a sum is not the sum of
    the tanhs: which of them does the equation have?"""
    return torch.tanh(X @ W_xh) + torch.tanh(b_h)


@mistake(stage="value")
def bias_by_matching_size(X, W_xh, b_h):
    """The bias is laid along the batch when n happens to equal h: nothing crashes and the numbers differ. Which axis
    a bias belongs to follows from what it means, never from its length."""
    Z = X @ W_xh
    if b_h.shape[0] == Z.shape[0]:
        return torch.tanh(Z + b_h[:, None])
    return torch.tanh(Z + b_h)


@mistake(stage="gradient")
def data_of_w_xh(X, W_xh, b_h):
    """`W_xh.data`, like `W_xh.detach()`, is the numbers without their history: no gradient reaches `W_xh`, so
    training would never change it. What should be able to learn here?"""
    return torch.tanh(X @ W_xh.data + b_h)


@mistake(stage="gradient")
def data_of_b_h(X, W_xh, b_h):
    """`b_h.data`, like `b_h.detach()`, is the numbers without their history: no gradient reaches the bias, so
    training would never change it."""
    return torch.tanh(X @ W_xh + b_h.data)


@mistake(stage="gradient")
def data_of_all_parameters(X, W_xh, b_h):
    """Weights and bias are used through `.data` or `.detach()`: no gradient reaches either, and nothing in this layer
    could learn."""
    return torch.tanh(X @ W_xh.data + b_h.data)


@mistake(stage="gradient")
def detached_inputs(X, W_xh, b_h):
    """The inputs are detached: no gradient reaches X. X may be the result of another layer: how would that one
    learn?"""
    return torch.tanh(X.detach() @ W_xh + b_h)


@mistake(stage="gradient")
def everything_detached(X, W_xh, b_h):
    """The result has no history: it was computed under `no_grad`, detached, or taken through NumPy. The values are
    right, and no gradient reaches any argument."""
    with torch.no_grad():
        return torch.tanh(X @ W_xh + b_h)


@mistake(stage="purity")
def requires_grad_on_the_weights(X, W_xh, b_h):
    """The function switches `requires_grad` on for a tensor that it was given. Whether a tensor is to be trained is
    for its owner to say: what does the caller find after the call?"""
    W_xh.requires_grad_(True)
    return torch.tanh(X @ W_xh + b_h)
