"""What students write instead of `sequence_mask`."""

import torch

from grader.exercise import mistake


def _valid(X, valid_len):
    return torch.arange(X.shape[1], device=X.device) < valid_len[:, None]


@mistake(stage="runs")
def lengths_along_time(X, valid_len, value=0.0):
    """The lengths are compared as a row, so they line up with the T steps. There is one for each sequence: which axis
    of `(n, T)` do they belong to?"""
    steps = torch.arange(X.shape[1], device=X.device)[:, None]
    return X.masked_fill(~(steps < valid_len), value)


@mistake(stage="runs")
def first_step_behind_the_end_only(X, valid_len, value=0.0):
    """Only the one step at index `valid_len[i]` is replaced, and where a sequence fills all T steps there is no such
    index. Which steps lie behind the end?"""
    masked = X.clone()
    for i, length in enumerate(valid_len.tolist()):
        masked[i, length] = value
    return masked


@mistake(stage="shape")
def cut_at_the_longest(X, valid_len, value=0.0):
    """The result is as wide as the longest sequence, and X is wider. How many steps should a row have, whatever the
    lengths are?"""
    width = int(valid_len.max())
    return X.masked_fill(~_valid(X, valid_len), value)[:, :width]


@mistake(stage="shape")
def squeezed_axes(X, valid_len, value=0.0):
    """`squeeze` removes every axis of length 1: the batch when it holds one sequence, time when there is one step. What
    should the shape be then?"""
    return X.masked_fill(~_valid(X, valid_len), value).squeeze()


@mistake(stage="dtype")
def float32_result(X, valid_len, value=0.0):
    """The result is float32 whatever X is, as a new tensor is where nothing else is said. Which dtype, and which
    device, should it have?"""
    return X.masked_fill(~_valid(X, valid_len), value).float()


@mistake(stage="value")
def one_step_too_many(X, valid_len, value=0.0):
    """One step too many is left of every sequence. The first step has the index 0: which index has the last one that
    counts, if two do?"""
    steps = torch.arange(X.shape[1], device=X.device)
    return X.masked_fill(~(steps <= valid_len[:, None]), value)


@mistake(stage="value")
def one_step_too_few(X, valid_len, value=0.0):
    """One step too few is left of every sequence. If the steps are counted from 1, up to which number do they count?"""
    steps = torch.arange(1, X.shape[1] + 1, device=X.device)
    return X.masked_fill(~(steps < valid_len[:, None]), value)


@mistake(stage="value")
def replaces_what_counts(X, valid_len, value=0.0):
    """The steps that count are replaced, and the padding is left. Which of the two does your mask say yes to?"""
    return X.masked_fill(_valid(X, valid_len), value)


@mistake(stage="value")
def padding_in_front(X, valid_len, value=0.0):
    """The mask begins at the wrong end: it replaces the first steps and leaves the last. Where in a row does the
    padding stand?"""
    return X.masked_fill(~_valid(X, valid_len).flip(1), value)


@mistake(stage="value")
def one_length_for_all(X, valid_len, value=0.0):
    """All sequences are cut at the same step, that of the longest. Each row has a length of its own: which axis of the
    mask should it vary along?"""
    masked = X.clone()
    masked[:, int(valid_len.max()) :] = value
    return masked


@mistake(stage="value")
def always_zero(X, valid_len, value=0.0):
    """The padding is 0 whatever `value` says. A product with a mask of zeros and ones can make nothing else: what is
    still missing?"""
    return X * _valid(X, valid_len)


@mistake(stage="value")
def value_added_everywhere(X, valid_len, value=0.0):
    """`value` is added to every number of X, also to those that count. It should stand in the place of the others
    only."""
    return X * _valid(X, valid_len) + value


@mistake(stage="gradient")
def detached_inputs(X, valid_len, value=0.0):
    """The numbers of X are copied without their history, by `.detach()`, `.data` or NumPy: no gradient reaches X. A
    loss of what counts must be able to reach it."""
    return X.detach().masked_fill(~_valid(X, valid_len), value)


@mistake(stage="purity")
def modifies_x(X, valid_len, value=0.0):
    """The padding is written into X, the caller's tensor: the caller loses it, and autograd refuses, if X is to be
    learned. A new tensor is asked for: which operation makes one?"""
    X[~_valid(X, valid_len)] = value
    return X
