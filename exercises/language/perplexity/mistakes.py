"""What students write instead of `perplexity`."""

import torch
from torch.nn import functional

from grader.exercise import mistake


@mistake(stage="runs")
def classes_on_the_wrong_axis(logits, targets):
    """`cross_entropy` of torch looks for the classes on the second axis, and here the batch is there. What must become
    of T and n before they can stand in one axis?"""
    return functional.cross_entropy(logits, targets).exp()


@mistake(stage="shape")
def one_for_each_sequence(logits, targets):
    """The result is `(n,)`, one perplexity for each sequence. All tokens together have one."""
    return functional.cross_entropy(logits.permute(0, 2, 1), targets, reduction="none").mean(dim=0).exp()


@mistake(stage="shape")
def python_number(logits, targets):
    """The result is a Python number. A tensor without axes is asked for: it keeps its dtype, its device and its
    history."""
    return functional.cross_entropy(logits.flatten(0, 1), targets.flatten()).exp().item()


@mistake(stage="value")
def mean_of_the_exponentials(logits, targets):
    """The exponential comes first and the mean after it, so a single surprising token outweighs all others. Which of
    the two is inside the other in the equation?"""
    return functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").exp().mean()


@mistake(stage="value")
def mean_over_the_sequences(logits, targets):
    """Each sequence gets a perplexity, and these are averaged. The mean of exponentials is not the exponential of the
    mean: over which tokens does the inner mean run?"""
    losses = functional.cross_entropy(logits.permute(0, 2, 1), targets, reduction="none")
    return losses.mean(dim=0).exp().mean()


@mistake(stage="value")
def no_exponential(logits, targets):
    """This is the mean cross-entropy. The perplexity is one step further: what is it for a model that finds v tokens
    equally likely?"""
    return functional.cross_entropy(logits.flatten(0, 1), targets.flatten())


@mistake(stage="value")
def two_to_the_loss(logits, targets):
    """The number 2 is raised to a loss in nats. Base and logarithm have to fit: which base has the logarithm that
    you took?"""
    return 2 ** functional.cross_entropy(logits.flatten(0, 1), targets.flatten())


@mistake(stage="value")
def mean_over_time_only(logits, targets):
    """The losses of a step are added up over the sequences and averaged over T only, so the perplexity grows with the
    batch. How many tokens were predicted?"""
    return torch.exp(functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum") / len(logits))


@mistake(stage="value")
def targets_in_another_order(logits, targets):
    """Targets are flattened sequence by sequence and logits step by step, so that most targets meet the logits of
    another token. In which order does each of them run?"""
    return functional.cross_entropy(logits.flatten(0, 1), targets.T.flatten()).exp()


@mistake(stage="value")
def sign_forgotten(logits, targets):
    """The minus sign is missing: the better the model, the larger the result, and never above 1. Which way should
    it go?"""
    return torch.exp(-functional.cross_entropy(logits.flatten(0, 1), targets.flatten()))


@mistake(stage="value")
def softmax_twice(logits, targets):
    """`cross_entropy` of torch takes logits and applies the softmax itself: here it was applied before as well. What
    does the function want to be given?"""
    return functional.cross_entropy(torch.softmax(logits, dim=2).flatten(0, 1), targets.flatten()).exp()


@mistake(stage="value")
def overflows(logits, targets):
    """The exponentials of large logits are infinite, and infinity divided by infinity is no number. What may be
    subtracted from a row of logits without changing its softmax?"""
    exponentials = torch.exp(logits)
    probabilities = exponentials / exponentials.sum(dim=2, keepdim=True)
    return torch.exp(-torch.log(probabilities.gather(2, targets[:, :, None])).mean())


@mistake(stage="value")
def logarithm_of_zero(logits, targets):
    """The softmax rounds tiny probabilities to 0, and the logarithm of 0 is infinite. Which function of torch takes
    softmax and logarithm in one step?"""
    return torch.exp(-torch.log(torch.softmax(logits, dim=2).gather(2, targets[:, :, None])).mean())


@mistake(stage="gradient")
def detached(logits, targets):
    """The value is right, and no gradient reaches the logits. Nothing in this exercise asks for a cut: what cuts it
    off?"""
    return functional.cross_entropy(logits.detach().flatten(0, 1), targets.flatten()).exp()
