"""What students write instead of `cross_entropy`."""

import math

import torch
from torch.nn import functional

from grader.exercise import mistake


@mistake(stage="shape")
def one_loss_for_each_row(logits, targets):
    """The result is `(n,)`, one loss for each prediction. The mean over all of them is asked for."""
    return functional.cross_entropy(logits, targets, reduction="none")


@mistake(stage="shape")
def python_number(logits, targets):
    """The result is a Python number. It has lost its history, so nothing could be learned from it: what does
    `item()` leave behind?"""
    return functional.cross_entropy(logits, targets).item()


@mistake(stage="value")
def overflows(logits, targets):
    """The exponentials of large logits are infinite, and infinity divided by infinity is no number. What may be
    subtracted from a row of logits without changing its softmax?"""
    exponentials = torch.exp(logits)
    probabilities = exponentials / exponentials.sum(dim=1, keepdim=True)
    return -torch.log(probabilities[range(len(targets)), targets]).mean()


@mistake(stage="value")
def logarithm_of_zero(logits, targets):
    """The softmax rounds tiny probabilities to 0, and the logarithm of 0 is infinite. Which function of torch takes
    softmax and logarithm in one step?"""
    return -torch.log(torch.softmax(logits, dim=1)[range(len(targets)), targets]).mean()


@mistake(stage="value")
def small_number_in_the_logarithm(logits, targets):
    """A small number is added to keep the logarithm from 0. The loss of an improbable target then stops growing, and
    no other one is quite right: how does one do without?"""
    return -torch.log(torch.softmax(logits, dim=1)[range(len(targets)), targets] + 1e-8).mean()


@mistake(stage="value")
def softmax_twice(logits, targets):
    """`cross_entropy` of torch takes logits and applies the softmax itself: here it was applied before as well. What
    does the function want to be given?"""
    return functional.cross_entropy(torch.softmax(logits, dim=1), targets)


@mistake(stage="value")
def softmax_over_the_batch(logits, targets):
    """The softmax runs along the batch, so that the numbers of one token over all rows sum to 1. Which numbers compete
    with one another in one prediction?"""
    return -torch.log_softmax(logits, dim=0)[range(len(targets)), targets].mean()


@mistake(stage="value")
def sum_for_the_mean(logits, targets):
    """The losses are added up and not divided by their number. The loss of a larger minibatch would be larger: which
    should it be, the sum or the mean?"""
    return functional.cross_entropy(logits, targets, reduction="sum")


@mistake(stage="value")
def mean_over_the_vocabulary(logits, targets):
    """The mean runs over all n·v numbers of which all but n are 0, so it is v times too small. How many predictions
    are there?"""
    picked = functional.one_hot(targets, logits.shape[1]) * torch.log_softmax(logits, dim=1)
    return -picked.mean()


@mistake(stage="value")
def in_bits(logits, targets):
    """The logarithm is that of base 2. The loss is asked for in nats: which base does the exponential in the softmax
    have?"""
    return functional.cross_entropy(logits, targets) / math.log(2)


@mistake(stage="value")
def sign_forgotten(logits, targets):
    """The result is the mean log-likelihood, which is never above 0 and should grow. A loss should fall: what is
    missing?"""
    return -functional.cross_entropy(logits, targets)


@mistake(stage="value")
def no_logarithm(logits, targets):
    """The mean runs over the probabilities themselves. Between a probability and how surprising it is there is one
    more function: which?"""
    return -torch.softmax(logits, dim=1)[range(len(targets)), targets].mean()


@mistake(stage="gradient")
def detached(logits, targets):
    """The value is right, and no gradient reaches the logits: a model could learn nothing from this loss. What cuts
    it off, `detach`, `no_grad`, or a new tensor made of a number?"""
    return functional.cross_entropy(logits.detach(), targets)


@mistake(stage="purity")
def subtracts_the_maximum_in_place(logits, targets):
    """Subtracting the maximum of each row is right, but `-=` does it in the caller's tensor. Which expression makes
    a new one?"""
    logits -= logits.max(dim=1, keepdim=True).values
    return torch.log(torch.exp(logits).sum(dim=1)).mean() - logits[range(len(targets)), targets].mean()
