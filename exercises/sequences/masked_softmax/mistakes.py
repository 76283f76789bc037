"""What students write instead of `masked_softmax`."""

import math

import torch

from grader.exercise import mistake


def _valid(scores, valid_len):
    return torch.arange(scores.shape[2], device=scores.device) < valid_len[:, None, None]


def _right(scores, valid_len, dim=2):
    valid = _valid(scores, valid_len)
    return torch.softmax(scores.masked_fill(~valid, -1e9), dim=dim).masked_fill(~valid, 0.0)


@mistake(stage="runs")
def mask_without_the_queries(scores, valid_len):
    """The mask is `(n, k)`, and lines up with the last two axes `(m, k)` of the scores. Which axis is the batch, and
    what should stand between it and the keys?"""
    valid = torch.arange(scores.shape[2], device=scores.device) < valid_len[:, None]
    return torch.softmax(scores.masked_fill(~valid, -1e9), dim=2).masked_fill(~valid, 0.0)


@mistake(stage="dtype")
def softmax_in_float32(scores, valid_len):
    """The weights are float32 whatever the scores are. Where does your code choose a dtype?"""
    return _right(scores, valid_len).float()


@mistake(stage="value")
def no_mask(scores, valid_len):
    """The lengths play no part: keys that are only padding have weights. What should a query not look at?"""
    return torch.softmax(scores, dim=2)


@mistake(stage="value")
def mask_after_the_softmax(scores, valid_len):
    """The mask comes after the softmax: the padding has taken its share by then, and what is left sums to less than 1.
    What must happen to its scores before?"""
    return torch.softmax(scores, dim=2) * _valid(scores, valid_len)


@mistake(stage="value")
def scores_set_to_zero(scores, valid_len):
    """The scores of the padding are set to 0 before the softmax, and 0 is a score like any other: `exp(0)` is 1. Which
    score has a weight of 0?"""
    return torch.softmax(scores * _valid(scores, valid_len), dim=2)


@mistake(stage="value")
def tiny_score_for_a_low_one(scores, valid_len):
    """The scores of the padding are set to a tiny number, almost 0, and then to weight 0: they have taken their share
    in between. Tiny is not low: on which side of 0 must it lie, and how far?"""
    valid = _valid(scores, valid_len)
    return torch.softmax(scores.masked_fill(~valid, 1e-9), dim=2).masked_fill(~valid, 0.0)


@mistake(stage="value")
def nan_for_an_empty_row(scores, valid_len):
    """Where no key counts, all scores are minus infinity, and the softmax is 0/0, which is NaN. What should such a row
    be, and how can it come out of finite numbers?"""
    return torch.softmax(scores.masked_fill(~_valid(scores, valid_len), -math.inf), dim=2)


@mistake(stage="value")
def even_weights_for_an_empty_row(scores, valid_len):
    """Where no key counts, all scores are the same low number, and the softmax gives every key of padding the same
    weight. All weights should be 0 there: what is still to be done after the softmax?"""
    return torch.softmax(scores.masked_fill(~_valid(scores, valid_len), -1e6), dim=2)


@mistake(stage="value")
def one_key_too_many(scores, valid_len):
    """One key of padding counts wherever there is any. The first key has the index 0: which index has the last one that
    counts, if two do?"""
    return _right(scores, valid_len + 1)


@mistake(stage="value")
def softmax_over_the_queries(scores, valid_len):
    """The weights sum to 1 over the queries. One query looks at many keys: over which axis should its weights sum to
    1?"""
    return _right(scores, valid_len, dim=1)


@mistake(stage="value")
def masks_the_queries(scores, valid_len):
    """The mask lies along the queries: whole rows are 0, and the others see every key. What does `valid_len` count?"""
    valid = torch.arange(scores.shape[1], device=scores.device)[:, None] < valid_len[:, None, None]
    return torch.softmax(scores, dim=2) * valid


@mistake(stage="gradient")
def nan_in_the_gradient(scores, valid_len):
    """The NaN of a row without any key is replaced in the result, and in the gradient it is still there: autograd goes
    back through what has been computed, also where it was not used. How can it be avoided, instead of repaired?"""
    bias = torch.zeros_like(scores).masked_fill(~_valid(scores, valid_len), -math.inf)
    return torch.softmax(scores + bias, dim=2).nan_to_num(nan=0.0)


@mistake(stage="gradient")
def detached_weights(scores, valid_len):
    """The weights have no history, by `.detach()`, `.data` or `no_grad`: no gradient reaches the scores. The values are
    right; what should learn where to look?"""
    return _right(scores, valid_len).detach()


@mistake(stage="purity")
def modifies_the_scores(scores, valid_len):
    """The low numbers are written into `scores`, the caller's tensor: the caller loses the scores, and autograd
    refuses, if they are to be learned. Which operation makes a new tensor?"""
    valid = _valid(scores, valid_len)
    scores.masked_fill_(~valid, -1e9)
    return torch.softmax(scores, dim=2) * valid
