"""What students write instead of `random_windows`."""

import torch

from grader.exercise import mistake


def _cut(tokens, starts, batch_size, num_steps):
    m = len(starts) // batch_size
    places = starts[: m * batch_size].reshape(m, batch_size, 1) + torch.arange(num_steps)
    return tokens[places], tokens[places + 1]


def _count(tokens, offset, num_steps):
    return max(0, (len(tokens) - offset - 1) // num_steps)


def _offset(num_steps, generator):
    return int(torch.randint(num_steps, (1,), generator=generator))


@mistake(stage="shape")
def steps_by_batch_size(tokens, batch_size, num_steps, generator):
    """The windows begin `batch_size` tokens apart, so they overlap or leave gaps. How long is a window, and where does
    the next one begin?"""
    offset = _offset(num_steps, generator)
    starts = torch.tensor(range(offset, len(tokens) - num_steps, batch_size), dtype=torch.int64)
    return _cut(tokens, starts[torch.randperm(len(starts), generator=generator)], batch_size, num_steps)


@mistake(stage="shape")
def windows_overlap(tokens, batch_size, num_steps, generator):
    """A window begins at every token, so each token is read `num_steps` times. Where one window ends, the next one
    begins."""
    offset = _offset(num_steps, generator)
    starts = torch.tensor(range(offset, len(tokens) - num_steps), dtype=torch.int64)
    return _cut(tokens, starts[torch.randperm(len(starts), generator=generator)], batch_size, num_steps)


@mistake(stage="shape")
def ragged_tail_kept(tokens, batch_size, num_steps, generator):
    """The windows that are left over make a last, smaller minibatch. What does not fill a minibatch is dropped: all
    have the same shape."""
    offset = _offset(num_steps, generator)
    order = torch.randperm(_count(tokens, offset, num_steps), generator=generator)
    places = (offset + num_steps * order)[:, None] + torch.arange(num_steps)
    return list(tokens[places].split(batch_size)), list(tokens[places + 1].split(batch_size))


@mistake(stage="value")
def targets_are_the_inputs(tokens, batch_size, num_steps, generator):
    """The targets are the inputs themselves: a model would only learn to repeat what it reads. What should it
    predict?"""
    offset = _offset(num_steps, generator)
    order = torch.randperm(_count(tokens, offset, num_steps), generator=generator)
    inputs, _ = _cut(tokens, offset + num_steps * order, batch_size, num_steps)
    return inputs, inputs.clone()


@mistake(stage="value")
def drawn_with_replacement(tokens, batch_size, num_steps, generator):
    """The windows are drawn one by one, and nothing keeps a window from being drawn again, while others are never
    read. A random order holds each window once: which function gives one?"""
    offset = _offset(num_steps, generator)
    count = _count(tokens, offset, num_steps)
    drawn = torch.randint(max(count, 1), (count,), generator=generator)
    return _cut(tokens, offset + num_steps * drawn, batch_size, num_steps)


@mistake(stage="value")
def no_offset(tokens, batch_size, num_steps, generator):
    """The windows always begin at the first token: every epoch cuts the text at the same places. What should be
    different each time, besides the order?"""
    order = torch.randperm(_count(tokens, 0, num_steps), generator=generator)
    return _cut(tokens, num_steps * order, batch_size, num_steps)


@mistake(stage="value")
def offset_too_large(tokens, batch_size, num_steps, generator):
    """The offset may be `num_steps` itself, and then a whole window is lost (Python's `random.randint` includes its
    upper end, that of torch does not). Which is the largest offset that is asked for?"""
    offset = int(torch.randint(num_steps + 1, (1,), generator=generator))
    order = torch.randperm(_count(tokens, offset, num_steps), generator=generator)
    return _cut(tokens, offset + num_steps * order, batch_size, num_steps)


@mistake(stage="value")
def in_the_order_of_the_text(tokens, batch_size, num_steps, generator):
    """The windows come in the order of the text: only the offset is random. What should happen to the windows before
    they fill minibatches?"""
    offset = _offset(num_steps, generator)
    order = torch.arange(_count(tokens, offset, num_steps))
    return _cut(tokens, offset + num_steps * order, batch_size, num_steps)


@mistake(stage="value")
def only_minibatches_in_random_order(tokens, batch_size, num_steps, generator):
    """Windows that are neighbours in the text stay together in a minibatch: only whole minibatches are in random
    order. What should be put in random order?"""
    offset = _offset(num_steps, generator)
    starts = offset + num_steps * torch.arange(_count(tokens, offset, num_steps))
    inputs, targets = _cut(tokens, starts, batch_size, num_steps)
    order = torch.randperm(len(inputs), generator=generator)
    return inputs[order], targets[order]


@mistake(stage="value")
def seeds_the_generator(tokens, batch_size, num_steps, generator):
    """The function gives the generator a seed of its own, so every call gives the same windows. The seed is for
    its owner to choose; what is left for your function to do with it?"""
    generator.manual_seed(0)
    offset = _offset(num_steps, generator)
    order = torch.randperm(_count(tokens, offset, num_steps), generator=generator)
    return _cut(tokens, offset + num_steps * order, batch_size, num_steps)


@mistake(stage="purity")
def global_random_state(tokens, batch_size, num_steps, generator):
    """Random numbers come from elsewhere than the generator: the same generator gives other windows the second time,
    and no run can be repeated. Who tells `randint`, `randperm` or `shuffle` where to draw from?"""
    offset = _offset(num_steps, None)
    order = torch.randperm(_count(tokens, offset, num_steps))
    return _cut(tokens, offset + num_steps * order, batch_size, num_steps)


@mistake(stage="purity")
def seeds_the_global_generator(tokens, batch_size, num_steps, generator):
    """The function sets the seed of the global random numbers, and so changes every number that the rest of the
    program draws. The generator can be handed on as it is."""
    torch.manual_seed(int(torch.randint(1 << 30, (1,), generator=generator)))
    offset = _offset(num_steps, None)
    order = torch.randperm(_count(tokens, offset, num_steps))
    return _cut(tokens, offset + num_steps * order, batch_size, num_steps)
