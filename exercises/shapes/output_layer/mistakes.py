"""What students write instead of `output_layer`."""

import torch

from grader.exercise import mistake


@mistake(stage="runs")
def transposed_w_hq(H, W_hq, b_q):
    """`W_hq` is transposed. The last axis of H is h long: which axis of the second factor must be as long?"""
    return H @ W_hq.T + b_q


@mistake(stage="runs")
def weights_first(H, W_hq, b_q):
    """The weights stand before the states. States are rows here: in which order do `(n, h)` and `(h, q)` fit
    together?"""
    return W_hq @ H + b_q


@mistake(stage="runs")
def bias_down_the_batch(H, W_hq, b_q):
    """The bias is a column `(q, 1)`, so it runs along the n sequences. It holds one number for each output: which axis
    of `(T, n, q)` should it run along?"""
    return H @ W_hq + b_q[:, None]


@mistake(stage="shape")
def last_step_only(H, W_hq, b_q):
    """Only the last step has outputs: `(n, q)`. A language model predicts a token at every step: where did the axis T
    go?"""
    return H[-1] @ W_hq + b_q


@mistake(stage="shape")
def n_before_t(H, W_hq, b_q):
    """The result is `(n, T, q)`, batch first. H comes with time first, and so should the outputs."""
    return (H @ W_hq + b_q).transpose(0, 1)


@mistake(stage="shape")
def steps_and_batch_in_one_axis(H, W_hq, b_q):
    """Steps and sequences share one axis: `(T·n, q)`. The outputs have the same first two axes as H. Did you
    flatten without going back, or put the steps end to end?"""
    return H.reshape(-1, H.shape[-1]) @ W_hq + b_q


@mistake(stage="shape")
def tokens_for_logits(H, W_hq, b_q):
    """The result is the index of the largest logit: one number where q are asked for. The loss needs all the logits,
    and no gradient passes through an index."""
    return (H @ W_hq + b_q).argmax(dim=-1)


@mistake(stage="shape")
def mean_over_the_steps(H, W_hq, b_q):
    """The states of all steps are averaged first: `(n, q)`. Every step has outputs of its own: where did the axis T
    go?"""
    return H.mean(dim=0) @ W_hq + b_q


@mistake(stage="shape")
def squeezed_axes(H, W_hq, b_q):
    """`squeeze` removes every axis of length 1: the batch when it holds one sequence, time when there is one step. What
    should the shape be with n = 1, and with T = 1?"""
    return (H @ W_hq + b_q).squeeze()


@mistake(stage="dtype")
def float32_buffer(H, W_hq, b_q):
    """The outputs are float32 whatever the states are, as a new tensor is where nothing else is said. Which dtype, and
    which device, should a tensor have that you make yourself?"""
    outputs = torch.zeros(H.shape[0], H.shape[1], W_hq.shape[1])
    for t in range(H.shape[0]):
        outputs[t] = H[t] @ W_hq + b_q
    return outputs


@mistake(stage="value")
def uninitialised_buffer(H, W_hq, b_q):
    """The outputs of the first step are never written: `torch.empty` holds whatever was in memory. Which steps does the
    loop visit?"""
    outputs = torch.empty(H.shape[0], H.shape[1], W_hq.shape[1], dtype=H.dtype, device=H.device)
    for t in range(1, H.shape[0]):
        outputs[t] = H[t] @ W_hq + b_q
    return outputs


@mistake(stage="value")
def softmax_on_the_logits(H, W_hq, b_q):
    """The results are probabilities: a softmax follows the layer. Logits are the numbers before it; the loss applies
    it later, and twice would be wrong."""
    return torch.softmax(H @ W_hq + b_q, dim=-1)


@mistake(stage="value")
def log_softmax_on_the_logits(H, W_hq, b_q):
    """The results are logarithms of probabilities: a log-softmax follows the layer. Logits are the numbers before
    it."""
    return torch.log_softmax(H @ W_hq + b_q, dim=-1)


@mistake(stage="value")
def softmax_over_the_steps(H, W_hq, b_q):
    """A softmax follows the layer, and over the steps at that: the numbers of all T steps add up to 1. Logits are the
    numbers before any softmax."""
    return torch.softmax(H @ W_hq + b_q, dim=0)


@mistake(stage="value")
def tanh_on_the_logits(H, W_hq, b_q):
    """tanh follows the output layer, so no logit can leave the range from -1 to 1. Hidden units have an activation;
    what about outputs?"""
    return torch.tanh(H @ W_hq + b_q)


@mistake(stage="value")
def sigmoid_on_the_logits(H, W_hq, b_q):
    """A sigmoid follows the output layer. Logits are the numbers before any activation."""
    return torch.sigmoid(H @ W_hq + b_q)


@mistake(stage="value")
def relu_on_the_logits(H, W_hq, b_q):
    """ReLU follows the output layer, so no logit is below 0. Hidden units have an activation; what about outputs?"""
    return torch.relu(H @ W_hq + b_q)


@mistake(stage="value")
def activates_the_states(H, W_hq, b_q):
    """tanh is applied to H, which already went through it in the recurrent layer. What does the equation do to H
    before the product?"""
    return torch.tanh(H) @ W_hq + b_q


@mistake(stage="value")
def no_bias(H, W_hq, b_q):
    """The bias `b_q` plays no part. What would the layer answer to states that are all 0, and what should it?"""
    return H @ W_hq


@mistake(stage="value")
def bias_twice(H, W_hq, b_q):
    """The bias is added twice. Which function adds it the first time?"""
    return torch.nn.functional.linear(H, W_hq.t(), b_q) + b_q


@mistake(stage="value")
def bias_by_matching_size(H, W_hq, b_q):
    """The bias is laid along the batch when n happens to equal q: nothing crashes and the numbers differ. Which axis
    a bias belongs to follows from what it means, never from its length."""
    Z = H @ W_hq
    if b_q.shape[0] == Z.shape[1]:
        return Z + b_q[:, None]
    return Z + b_q


@mistake(stage="value")
def rows_in_the_order_of_the_batch(H, W_hq, b_q):
    """The shape `(T, n, q)` is right and the rows are not where they belong: they were put in the order of `(n, T)`
    and then cut as `(T, n)`. `reshape` never moves an axis; which operation does?"""
    T, n, q = H.shape[0], H.shape[1], W_hq.shape[1]
    return (H.transpose(0, 1) @ W_hq + b_q).reshape(T, n, q)


@mistake(stage="value")
def last_step_everywhere(H, W_hq, b_q):
    """Every step has the outputs of the last one. Each step has a state of its own: which one does each of yours
    use?"""
    return (H[-1] @ W_hq + b_q).repeat(H.shape[0], 1, 1)


@mistake(stage="gradient")
def detached_states(H, W_hq, b_q):
    """The states are detached: no gradient reaches H, so the recurrent layer below could not learn. The values are
    right."""
    return H.detach() @ W_hq + b_q


@mistake(stage="gradient")
def data_of_w_hq(H, W_hq, b_q):
    """`W_hq.data`, like `W_hq.detach()`, is the numbers without their history: no gradient reaches `W_hq`, so
    training would never change it."""
    return H @ W_hq.data + b_q


@mistake(stage="gradient")
def data_of_b_q(H, W_hq, b_q):
    """`b_q.data`, like `b_q.detach()`, is the numbers without their history: no gradient reaches the bias, so
    training would never change it."""
    return H @ W_hq + b_q.data


@mistake(stage="gradient")
def data_of_all_parameters(H, W_hq, b_q):
    """Weights and bias are used through `.data` or `.detach()`: no gradient reaches either, and nothing in this layer
    could learn."""
    return H @ W_hq.data + b_q.data


@mistake(stage="gradient")
def everything_detached(H, W_hq, b_q):
    """The result has no history: it was computed under `no_grad`, detached, or taken through NumPy. The values are
    right, and no gradient reaches any argument."""
    with torch.no_grad():
        return H @ W_hq + b_q


@mistake(stage="purity")
def requires_grad_on_the_weights(H, W_hq, b_q):
    """The function switches `requires_grad` on for a tensor that it was given. Whether a tensor is to be trained is
    for its owner to say: what does the caller find after the call?"""
    W_hq.requires_grad_(True)
    return H @ W_hq + b_q
