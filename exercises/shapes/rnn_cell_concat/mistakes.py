"""What students write instead of `rnn_cell_concat`."""

import torch

from grader.exercise import mistake


@mistake(stage="runs")
def concatenates_along_the_batch(X, H, W_xh, W_hh, b_h):
    """X and H are put one below the other, along the batch (that is what happens without an axis), but `(n, d)` and
    `(n, h)` have different widths. Which of their axes is the same?"""
    XH = torch.cat((X, H))
    W = torch.cat((W_xh, W_hh))
    return torch.tanh(XH @ W + b_h)


@mistake(stage="runs")
def weights_along_the_columns(X, H, W_xh, W_hh, b_h):
    """`W_xh` and `W_hh` are put side by side, but `(d, h)` and `(h, h)` have different heights. The product sums over
    the d + h columns of its first factor: which axis of the weights must be d + h long?"""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=1)
    return torch.tanh(XH @ W + b_h)


@mistake(stage="runs")
def stacks_for_concatenates(X, H, W_xh, W_hh, b_h):
    """`stack` adds a new axis and needs equal shapes, but X is `(n, d)` and H is `(n, h)`. What is wanted is a longer
    axis, not a new one."""
    XH = torch.stack((X, H))
    W = torch.stack((W_xh, W_hh))
    return torch.tanh(XH @ W + b_h)


@mistake(stage="dtype")
def weights_in_a_float32_buffer(X, H, W_xh, W_hh, b_h):
    """The weights are copied into a new tensor that has the default dtype, float32, and then meet inputs of another
    dtype. Which dtype, and which device, should a tensor have that you make yourself?"""
    W = torch.zeros(W_xh.shape[0] + W_hh.shape[0], W_hh.shape[1])
    W[: W_xh.shape[0]] = W_xh
    W[W_xh.shape[0] :] = W_hh
    return torch.tanh(torch.cat((X, H), dim=1) @ W + b_h)


@mistake(stage="runs")
def bias_down_the_batch(X, H, W_xh, W_hh, b_h):
    """The bias is a column `(h, 1)`, so it runs along the n examples. It holds one number for each hidden unit:
    which axis of `(n, h)` should it run along?"""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h[:, None])


@mistake(stage="shape")
def squeezed_batch(X, H, W_xh, W_hh, b_h):
    """`squeeze` removes every axis of length 1, and so the batch when it holds one example. What should the shape be
    with n = 1?"""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h).squeeze()


@mistake(stage="dtype")
def float32_result(X, H, W_xh, W_hh, b_h):
    """The result is float32 whatever the inputs are. A layer keeps the dtype that it is given: where does yours
    choose one?"""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h).float()


@mistake(stage="value")
def weights_in_the_other_order(X, H, W_xh, W_hh, b_h):
    """The inputs come first in the one concatenation and second in the other: `(n, d+h)` and `(h+d, h)` multiply
    without an error, and inputs meet the weights of the state. Which row of the weights does column i meet?"""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_hh, W_xh), dim=0)
    return torch.tanh(XH @ W + b_h)


@mistake(stage="value")
def inputs_in_the_other_order(X, H, W_xh, W_hh, b_h):
    """The state comes first in `(n, h+d)`, its weights second in `(d+h, h)`: the two multiply without an error, and
    the state meets the weights of the inputs. Which row of the weights does column i meet?"""
    XH = torch.cat((H, X), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h)


@mistake(stage="value")
def transposed_w_hh(X, H, W_xh, W_hh, b_h):
    """`W_hh` is transposed, and being square it fits all the same. Row vectors multiply from the left: row i of `W_hh`
    holds what unit i sends on."""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh.T), dim=0)
    return torch.tanh(XH @ W + b_h)


@mistake(stage="value")
def drops_the_state(X, H, W_xh, W_hh, b_h):
    """Zeros stand in the place of the previous state, so the layer has no memory. What are the last h columns of
    `(n, d+h)`?"""
    XH = torch.cat((X, torch.zeros_like(H)), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h)


@mistake(stage="value")
def no_activation(X, H, W_xh, W_hh, b_h):
    """The activation is missing: this is the sum before tanh. Only the products change in this exercise; what follows
    is as in `rnn_cell`."""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return XH @ W + b_h


@mistake(stage="value")
def sigmoid_for_tanh(X, H, W_xh, W_hh, b_h):
    """The activation is the sigmoid, with values from 0 to 1. This exercise asks for the one from -1 to 1."""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.sigmoid(XH @ W + b_h)


@mistake(stage="value")
def no_bias(X, H, W_xh, W_hh, b_h):
    """The bias `b_h` plays no part. Only the products change in this exercise; what follows is as in `rnn_cell`."""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W)


@mistake(stage="value")
def activation_before_the_bias(X, H, W_xh, W_hh, b_h):
    """The bias is added after tanh, so the state can leave the range from -1 to 1. What does the activation apply
    to?"""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W) + b_h


@mistake(stage="gradient")
def detached_state(X, H, W_xh, W_hh, b_h):
    """The previous state is detached: no gradient reaches H, so nothing is learned from earlier steps. The values
    are right; what should flow back through time?"""
    XH = torch.cat((X, H.detach()), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h)


@mistake(stage="gradient")
def detached_inputs_and_state(X, H, W_xh, W_hh, b_h):
    """The concatenated inputs and state carry no history: no gradient reaches X or H. A tensor made anew from numbers
    forgets where they came from; how did you put the two together?"""
    XH = torch.cat((X, H), dim=1).detach()
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h)


@mistake(stage="gradient")
def detached_weights(X, H, W_xh, W_hh, b_h):
    """The concatenated weights carry no history: no gradient reaches `W_xh` or `W_hh`, so training would never change
    them. A tensor made anew from numbers, or a parameter made anew, forgets where they came from."""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0).detach()
    return torch.tanh(XH @ W + b_h)


@mistake(stage="gradient")
def everything_detached(X, H, W_xh, W_hh, b_h):
    """The result has no history: it was computed under `no_grad`, detached, or taken through NumPy. The values are
    right, and no gradient reaches any argument."""
    with torch.no_grad():
        XH = torch.cat((X, H), dim=1)
        W = torch.cat((W_xh, W_hh), dim=0)
        return torch.tanh(XH @ W + b_h)


@mistake(stage="operations")
def two_products(X, H, W_xh, W_hh, b_h):
    """The result is right, with two matrix products. The exercise is to get it with one: what has to be put together
    first?"""
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


@mistake(stage="operations")
def no_product(X, H, W_xh, W_hh, b_h):
    """The result is right, by broadcasting to `(n, d+h, h)` and summing: no matrix product at all, and much more
    memory. Which operation does both in one go?"""
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh((XH[:, :, None] * W).sum(dim=1) + b_h)
