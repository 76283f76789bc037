"""What students write instead of `dot_product_attention`."""

import math

import torch

from grader.exercise import mistake


def _valid(scores, valid_len):
    return torch.arange(scores.shape[2], device=scores.device) < valid_len[:, None, None]


def _weights(scores, valid_len, dim=2):
    valid = _valid(scores, valid_len)
    return torch.softmax(scores.masked_fill(~valid, -1e9), dim=dim).masked_fill(~valid, 0.0)


def _scores(Q, K):
    return Q @ K.transpose(1, 2) / math.sqrt(Q.shape[2])


@mistake(stage="runs")
def keys_not_transposed(Q, K, V, valid_len):
    """Q is multiplied by K as it is: the d numbers of a query meet the k keys. Which axis of K must come second to
    last?"""
    return _weights(Q @ K / math.sqrt(Q.shape[2]), valid_len) @ V


@mistake(stage="shape")
def weights_for_values(Q, K, V, valid_len):
    """The weights are returned, `(n, m, k)`. What are they the weights of?"""
    return _weights(_scores(Q, K), valid_len)


@mistake(stage="value")
def no_scaling(Q, K, V, valid_len):
    """The dot products are used as they are. The longer a query, the larger they become, and the softmax sees nothing
    but the largest: what divides them?"""
    return _weights(Q @ K.transpose(1, 2), valid_len) @ V


@mistake(stage="value")
def divided_by_d(Q, K, V, valid_len):
    """The dot products are divided by d. A sum of d products of random numbers grows more slowly than d: which power of
    it keeps their spread at 1?"""
    return _weights(Q @ K.transpose(1, 2) / Q.shape[2], valid_len) @ V


@mistake(stage="value")
def reshape_for_transpose(Q, K, V, valid_len):
    """K is brought to `(n, d, k)` by `reshape` or `view`, which keep the order in memory: the numbers of different keys
    are mixed. Which operation exchanges two axes?"""
    scores = Q @ K.reshape(K.shape[0], K.shape[2], K.shape[1]) / math.sqrt(Q.shape[2])
    return _weights(scores, valid_len) @ V


@mistake(stage="value")
def no_mask(Q, K, V, valid_len):
    """The lengths play no part: the queries look at keys that are only padding. How many keys count in each example?"""
    return torch.softmax(_scores(Q, K), dim=2) @ V


@mistake(stage="value")
def mask_after_the_softmax(Q, K, V, valid_len):
    """The mask comes after the softmax: the padding has taken its share by then, and the weights sum to less than 1.
    What must happen to its scores before?"""
    return torch.softmax(_scores(Q, K), dim=2) * _valid(_scores(Q, K), valid_len) @ V


@mistake(stage="value")
def one_key_too_many(Q, K, V, valid_len):
    """One key of padding counts wherever there is any. The first key has the index 0: which index has the last one that
    counts, if two do?"""
    return _weights(_scores(Q, K), valid_len + 1) @ V


@mistake(stage="value")
def nan_for_an_empty_row(Q, K, V, valid_len):
    """Where no key counts, all scores are minus infinity, and the softmax is 0/0, which is NaN. What should the weights
    be there?"""
    scores = _scores(Q, K)
    return torch.softmax(scores.masked_fill(~_valid(scores, valid_len), -math.inf), dim=2) @ V


@mistake(stage="value")
def mean_for_an_empty_row(Q, K, V, valid_len):
    """Where no key counts, all scores are the same low number, and the result is the plain mean of values that are only
    padding. What should the weights be there?"""
    scores = _scores(Q, K)
    return torch.softmax(scores.masked_fill(~_valid(scores, valid_len), -1e6), dim=2) @ V


@mistake(stage="value")
def softmax_over_the_queries(Q, K, V, valid_len):
    """The weights sum to 1 over the queries. One query looks at many keys: over which axis should its weights sum to
    1?"""
    return _weights(_scores(Q, K), valid_len, dim=1) @ V


@mistake(stage="gradient")
def nan_in_the_gradient(Q, K, V, valid_len):
    """The NaN of a row without any key is replaced in the weights, and in the gradient it is still there: autograd goes
    back through what has been computed, also where it was not used. How can it be avoided, instead of repaired?"""
    scores = _scores(Q, K)
    bias = torch.zeros_like(scores).masked_fill(~_valid(scores, valid_len), -math.inf)
    return torch.softmax(scores + bias, dim=2).nan_to_num(nan=0.0) @ V


@mistake(stage="gradient")
def detached_weights(Q, K, V, valid_len):
    """The weights have no history, by `.detach()`, `.data` or `no_grad`: no gradient reaches the queries and the keys.
    The values are right; what should learn where to look?"""
    return _weights(_scores(Q, K), valid_len).detach() @ V


@mistake(stage="purity")
def scales_the_queries_in_place(Q, K, V, valid_len):
    """The queries are divided in place: Q, the caller's tensor, is smaller after every call. Which operator makes a new
    tensor?"""
    Q /= math.sqrt(Q.shape[2])
    return _weights(Q @ K.transpose(1, 2), valid_len) @ V
