"""What students write instead of `sequential_windows`."""

import torch

from grader.exercise import mistake


def _rows(tokens, batch_size, start, s):
    return tokens[start : start + batch_size * s].reshape(batch_size, s)


def _cut(rows, m, num_steps):
    return rows[:, : m * num_steps].reshape(len(rows), m, num_steps).transpose(0, 1)


@mistake(stage="runs")
def no_token_left_for_the_targets(tokens, batch_size, num_steps, offset):
    """The rows reach to the end of the text, and the last input has no token after it. How many tokens must be kept
    back for the targets?"""
    s = (len(tokens) - offset) // batch_size
    m = s // num_steps
    inputs, targets = (_rows(tokens, batch_size, start, s) for start in (offset, offset + 1))
    return _cut(inputs, m, num_steps), _cut(targets, m, num_steps)


@mistake(stage="shape")
def rows_before_minibatches(tokens, batch_size, num_steps, offset):
    """The result is `(n, m, T)`: all windows of a row together. A training loop goes from minibatch to minibatch:
    which axis should come first?"""
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    inputs, targets = (_rows(tokens, batch_size, start, s) for start in (offset, offset + 1))
    return _cut(inputs, m, num_steps).transpose(0, 1), _cut(targets, m, num_steps).transpose(0, 1)


@mistake(stage="shape")
def steps_by_batch_size(tokens, batch_size, num_steps, offset):
    """The windows of a row begin `batch_size` tokens apart, so they overlap or leave gaps. How long is a window, and
    where does the next one begin?"""
    s = (len(tokens) - offset - 1) // batch_size
    inputs, targets = (_rows(tokens, batch_size, start, s) for start in (offset, offset + 1))
    starts = range(0, s - num_steps + 1, batch_size)
    empty = tokens.new_zeros(0, batch_size, num_steps)
    return tuple(
        torch.stack([rows[:, i : i + num_steps] for i in starts]) if starts else empty for rows in (inputs, targets)
    )


@mistake(stage="shape")
def windows_overlap(tokens, batch_size, num_steps, offset):
    """A window begins at every token, so each token is read `num_steps` times. Where one window ends, the next one
    begins."""
    s = (len(tokens) - offset - 1) // batch_size
    inputs, targets = (_rows(tokens, batch_size, start, s) for start in (offset, offset + 1))
    starts = range(s - num_steps + 1)
    empty = tokens.new_zeros(0, batch_size, num_steps)
    return tuple(
        torch.stack([rows[:, i : i + num_steps] for i in starts]) if starts else empty for rows in (inputs, targets)
    )


@mistake(stage="shape")
def ragged_tail_kept(tokens, batch_size, num_steps, offset):
    """The end of each row is kept as a last minibatch of fewer steps. What does not fill a minibatch is dropped: all
    have the same shape."""
    s = (len(tokens) - offset - 1) // batch_size
    inputs, targets = (_rows(tokens, batch_size, start, s) for start in (offset, offset + 1))
    return list(inputs.split(num_steps, dim=1)), list(targets.split(num_steps, dim=1))


@mistake(stage="shape")
def ignores_the_offset(tokens, batch_size, num_steps, offset):
    """The text is read from its first token on, whatever the offset is. Each epoch would see the same windows: what
    is the offset for?"""
    s = (len(tokens) - 1) // batch_size
    m = s // num_steps
    inputs, targets = (_rows(tokens, batch_size, start, s) for start in (0, 1))
    return _cut(inputs, m, num_steps), _cut(targets, m, num_steps)


@mistake(stage="dtype")
def floating_tokens(tokens, batch_size, num_steps, offset):
    """The windows hold floating numbers. Tokens are whole numbers, and an embedding or a one-hot vector asks for them:
    which dtype has the tensor that you write into?"""
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    inputs, targets = (_rows(tokens, batch_size, start, s).float() for start in (offset, offset + 1))
    return _cut(inputs, m, num_steps), _cut(targets, m, num_steps)


@mistake(stage="value")
def targets_are_the_inputs(tokens, batch_size, num_steps, offset):
    """The targets are the inputs themselves: a model would only learn to repeat what it reads. What should it
    predict?"""
    s = (len(tokens) - offset - 1) // batch_size
    inputs = _cut(_rows(tokens, batch_size, offset, s), s // num_steps, num_steps)
    return inputs, inputs.clone()


@mistake(stage="value")
def targets_go_round(tokens, batch_size, num_steps, offset):
    """The targets are the inputs turned round within each window: the last one is the first token of the same window.
    Which token follows the last input in the text?"""
    s = (len(tokens) - offset - 1) // batch_size
    inputs = _cut(_rows(tokens, batch_size, offset, s), s // num_steps, num_steps)
    return inputs, inputs.roll(-1, dims=2)


@mistake(stage="value")
def targets_first(tokens, batch_size, num_steps, offset):
    """Inputs and targets are exchanged: the model would be asked for the token before. Which of the two comes
    later in the text?"""
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    inputs, targets = (_rows(tokens, batch_size, start, s) for start in (offset + 1, offset))
    return _cut(inputs, m, num_steps), _cut(targets, m, num_steps)


@mistake(stage="value")
def rows_interleaved(tokens, batch_size, num_steps, offset):
    """Each row takes every n-th token, so that neighbours in the text are in different rows. A row should be a piece
    of the text as it stands: along which axis do neighbours lie after a reshape?"""
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    inputs, targets = (
        tokens[start : start + batch_size * s].reshape(s, batch_size).T for start in (offset, offset + 1)
    )
    return _cut(inputs, m, num_steps), _cut(targets, m, num_steps)


@mistake(stage="value")
def minibatches_filled_one_by_one(tokens, batch_size, num_steps, offset):
    """Each minibatch is filled with the next n windows of the text, so row i of the next minibatch does not go on
    where row i ended. A state that is handed on would belong to another place: where does each row begin?"""
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    used = m * batch_size * num_steps
    return tuple(tokens[start : start + used].reshape(m, batch_size, num_steps) for start in (offset, offset + 1))


@mistake(stage="purity")
def shifts_the_tokens_in_place(tokens, batch_size, num_steps, offset):
    """The text itself is shifted to make the targets, so the caller's tokens are others after the call. Which
    slice of the text would do without?"""
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    inputs = _cut(_rows(tokens, batch_size, offset, s), m, num_steps).clone()
    tokens[:-1] = tokens[1:].clone()
    return inputs, _cut(_rows(tokens, batch_size, offset, s), m, num_steps).clone()
