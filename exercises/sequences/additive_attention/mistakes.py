"""What students write instead of `additive_attention`."""

import math

import torch

from grader.exercise import mistake


def _valid(scores, valid_len):
    return torch.arange(scores.shape[-1], device=scores.device) < valid_len[:, None, None]


def _weights(scores, valid_len, dim=2):
    valid = _valid(scores, valid_len)
    return torch.softmax(scores.masked_fill(~valid, -1e9), dim=dim).masked_fill(~valid, 0.0)


def _sums(Q, K, W_q, W_k):
    return (Q @ W_q)[:, :, None] + (K @ W_k)[:, None]


@mistake(stage="runs")
def sum_without_new_axes(Q, K, V, W_q, W_k, w_v, valid_len):
    """`(n, m, h)` and `(n, k, h)` are added as they are: query i would meet key i and no other. Every query meets every
    key: which axis is each of them missing?"""
    return _weights(torch.tanh(Q @ W_q + K @ W_k) @ w_v, valid_len) @ V


@mistake(stage="runs")
def queries_and_keys_exchanged(Q, K, V, W_q, W_k, w_v, valid_len):
    """The new axes stand in the other's place: the sum is `(n, k, m, h)`, and the weights run over the queries. Which
    axis of the sum should belong to the keys?"""
    sums = (Q @ W_q)[:, None] + (K @ W_k)[:, :, None]
    return _weights(torch.tanh(sums) @ w_v, valid_len) @ V


@mistake(stage="value")
def no_activation(Q, K, V, W_q, W_k, w_v, valid_len):
    """The activation is missing. Then a score is one number of the query plus one of the key, and every query looks at
    the same keys: what belongs between the sum and `w_v`?"""
    return _weights(_sums(Q, K, W_q, W_k) @ w_v, valid_len) @ V


@mistake(stage="value")
def activation_before_the_sum(Q, K, V, W_q, W_k, w_v, valid_len):
    """tanh is applied to the query and to the key, each by itself, and then they are added. The tanh of a sum is not
    the sum of the tanhs: what belongs inside?"""
    sums = torch.tanh(Q @ W_q)[:, :, None] + torch.tanh(K @ W_k)[:, None]
    return _weights(sums @ w_v, valid_len) @ V


@mistake(stage="value")
def sum_of_the_hidden_units(Q, K, V, W_q, W_k, w_v, valid_len):
    """The hidden units are simply added up: `w_v` plays no part. How does one score come from h numbers?"""
    return _weights(torch.tanh(_sums(Q, K, W_q, W_k)).sum(dim=3), valid_len) @ V


@mistake(stage="value")
def scaled(Q, K, V, W_q, W_k, w_v, valid_len):
    """The scores are divided by the square root of h. That belongs to the dot product: does this equation have it?"""
    scores = torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v / math.sqrt(w_v.shape[0])
    return _weights(scores, valid_len) @ V


@mistake(stage="value")
def no_mask(Q, K, V, W_q, W_k, w_v, valid_len):
    """The lengths play no part: the queries look at keys that are only padding. How many keys count in each example?"""
    return torch.softmax(torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v, dim=2) @ V


@mistake(stage="value")
def mask_after_the_softmax(Q, K, V, W_q, W_k, w_v, valid_len):
    """The mask comes after the softmax: the padding has taken its share by then, and the weights sum to less than 1.
    What must happen to its scores before?"""
    scores = torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v
    return torch.softmax(scores, dim=2) * _valid(scores, valid_len) @ V


@mistake(stage="value")
def one_key_too_many(Q, K, V, W_q, W_k, w_v, valid_len):
    """One key of padding counts wherever there is any. The first key has the index 0: which index has the last one that
    counts, if two do?"""
    return _weights(torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v, valid_len + 1) @ V


@mistake(stage="value")
def nan_for_an_empty_row(Q, K, V, W_q, W_k, w_v, valid_len):
    """Where no key counts, all scores are minus infinity, and the softmax is 0/0, which is NaN. What should the weights
    be there?"""
    scores = torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v
    return torch.softmax(scores.masked_fill(~_valid(scores, valid_len), -math.inf), dim=2) @ V


@mistake(stage="value")
def mean_for_an_empty_row(Q, K, V, W_q, W_k, w_v, valid_len):
    """Where no key counts, all scores are the same low number, and the result is the plain mean of values that are only
    padding. What should the weights be there?"""
    scores = torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v
    return torch.softmax(scores.masked_fill(~_valid(scores, valid_len), -1e6), dim=2) @ V


@mistake(stage="value")
def softmax_over_the_queries(Q, K, V, W_q, W_k, w_v, valid_len):
    """The weights sum to 1 over the queries. One query looks at many keys: over which axis should its weights sum to
    1?"""
    return _weights(torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v, valid_len, dim=1) @ V


@mistake(stage="gradient")
def nan_in_the_gradient(Q, K, V, W_q, W_k, w_v, valid_len):
    """The NaN of a row without any key is replaced in the weights, and in the gradient it is still there: autograd goes
    back through what has been computed, also where it was not used. How can it be avoided, instead of repaired?"""
    scores = torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v
    bias = torch.zeros_like(scores).masked_fill(~_valid(scores, valid_len), -math.inf)
    return torch.softmax(scores + bias, dim=2).nan_to_num(nan=0.0) @ V


@mistake(stage="gradient")
def detached_weights(Q, K, V, W_q, W_k, w_v, valid_len):
    """The weights have no history, by `.detach()`, `.data` or `no_grad`: no gradient reaches the queries, the keys and
    the three weights. The values are right; what should learn where to look?"""
    return _weights(torch.tanh(_sums(Q, K, W_q, W_k)) @ w_v, valid_len).detach() @ V
