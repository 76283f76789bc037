"""What students write instead of `masked_cross_entropy`."""

import math

import torch
from torch.nn import functional

from grader.exercise import mistake


def _valid(logits, valid_len):
    return torch.arange(logits.shape[1], device=logits.device) < valid_len[:, None]


def _losses(logits, targets):
    return functional.cross_entropy(logits.permute(0, 2, 1), targets, reduction="none")


@mistake(stage="runs")
def classes_in_the_last_axis(logits, targets, valid_len):
    """The cross-entropy of torch looks for the classes in axis 1, and there are the steps. Which axis of `(n, T, v)`
    holds the classes, and how can it come second?"""
    losses = functional.cross_entropy(logits, targets, reduction="none")
    return (losses * _valid(logits, valid_len)).sum() / _valid(logits, valid_len).sum().clamp(min=1)


@mistake(stage="shape")
def one_loss_for_each_sequence(logits, targets, valid_len):
    """There are n losses, one for each sequence. One number is asked for, over all tokens that count."""
    valid = _valid(logits, valid_len)
    return (_losses(logits, targets) * valid).sum(dim=1) / valid.sum(dim=1).clamp(min=1)


@mistake(stage="value")
def padding_counted(logits, targets, valid_len):
    """The padding counts like everything else: the lengths play no part. Which tokens should the mean be taken over?"""
    return _losses(logits, targets).mean()


@mistake(stage="value")
def divided_by_all_tokens(logits, targets, valid_len):
    """The padding is left out of the sum, and still counted in the number that the sum is divided by. More padding
    would make the loss smaller: how many tokens does the sum have?"""
    return (_losses(logits, targets) * _valid(logits, valid_len)).mean()


@mistake(stage="value")
def sum_for_mean(logits, targets, valid_len):
    """This is the sum over the tokens that count. The mean is asked for: what is it divided by?"""
    return (_losses(logits, targets) * _valid(logits, valid_len)).sum()


@mistake(stage="value")
def mean_of_the_means(logits, targets, valid_len):
    """The mean is taken in each sequence first, and then over the sequences: a token of a short one weighs more than a
    token of a long one. Which tokens should weigh the same?"""
    valid = _valid(logits, valid_len)
    return ((_losses(logits, targets) * valid).sum(dim=1) / valid.sum(dim=1).clamp(min=1)).mean()


@mistake(stage="value")
def one_token_too_many(logits, targets, valid_len):
    """One token of padding counts in every sequence that has any. The first step has the index 0: which index has the
    last one that counts, if two do?"""
    valid = torch.arange(logits.shape[1], device=logits.device) <= valid_len[:, None]
    return (_losses(logits, targets) * valid).sum() / valid.sum().clamp(min=1)


@mistake(stage="value")
def nan_without_tokens(logits, targets, valid_len):
    """Where no token counts, this is 0/0, which is NaN, and from there NaN would spread to every weight. What should
    the loss be then, and which divisor gives it?"""
    valid = _valid(logits, valid_len)
    return (_losses(logits, targets) * valid).sum() / valid.sum()


@mistake(stage="value")
def softmax_twice(logits, targets, valid_len):
    """A softmax is applied before the cross-entropy, which has one of its own. What does it expect: logits or
    probabilities?"""
    valid = _valid(logits, valid_len)
    return (_losses(torch.softmax(logits, dim=2), targets) * valid).sum() / valid.sum().clamp(min=1)


@mistake(stage="value")
def log_of_softmax(logits, targets, valid_len):
    """The logarithm is taken of a probability that has already become 0: with logits that lie far apart the loss is
    infinite. Which operation does both in one, and cannot lose it?"""
    valid = _valid(logits, valid_len)
    log_p = torch.log(torch.softmax(logits, dim=2))
    losses = -log_p.gather(2, targets[:, :, None])[:, :, 0]
    return losses[valid].sum() / valid.sum().clamp(min=1)


@mistake(stage="value")
def overflowing_softmax(logits, targets, valid_len):
    """`exp` of a large logit is infinite, and infinite by infinite is NaN. What can be subtracted from all logits of a
    token without a change to its softmax?"""
    valid = _valid(logits, valid_len)
    log_p = logits - torch.log(torch.exp(logits).sum(dim=2, keepdim=True))
    losses = -log_p.gather(2, targets[:, :, None])[:, :, 0]
    return losses[valid].sum() / valid.sum().clamp(min=1)


@mistake(stage="value")
def in_bits(logits, targets, valid_len):
    """The loss is in bits, with logarithms to the base 2. Which base does the exercise ask for?"""
    valid = _valid(logits, valid_len)
    return (_losses(logits, targets) * valid).sum() / valid.sum().clamp(min=1) / math.log(2)


@mistake(stage="gradient")
def detached_loss(logits, targets, valid_len):
    """The loss is a number without history, by `.item()`, `.detach()` or `no_grad`: no gradient reaches the logits, and
    nothing can be learned from it. The value is right."""
    valid = _valid(logits, valid_len)
    return ((_losses(logits, targets) * valid).sum() / valid.sum().clamp(min=1)).detach()


@mistake(stage="purity")
def marks_the_padding_in_the_targets(logits, targets, valid_len):
    """The padding is marked in `targets`, the caller's tensor: the next epoch finds other tokens there. Where can you
    write without changing what is not yours?"""
    valid = _valid(logits, valid_len)
    targets[~valid] = -100
    losses = functional.cross_entropy(logits.permute(0, 2, 1), targets, reduction="sum")
    return losses / valid.sum().clamp(min=1)
