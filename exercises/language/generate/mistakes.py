"""What students write instead of `generate`."""

import torch

from grader.exercise import mistake


def _step(token, H, W_xh, W_hh, b_h):
    return torch.tanh(W_xh[token][None] + H @ W_hh + b_h)


def _warm(prefix, W_xh, W_hh, b_h):
    H = W_hh.new_zeros(1, len(W_hh))
    for token in prefix:
        H = _step(token, H, W_xh, W_hh, b_h)
    return H


def _decode(H, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    tokens = []
    for _ in range(num_tokens):
        tokens.append((H @ W_hq + b_q).argmax(dim=1))
        H = _step(tokens[-1][0], H, W_xh, W_hh, b_h)
    return tokens


@mistake(stage="shape")
def one_token_too_few(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """One token is missing at the end. How many does the loop add, and does the warm-up already give the first?"""
    H = _warm(prefix, W_xh, W_hh, b_h)
    return torch.cat([prefix, *_decode(H, num_tokens - 1, W_xh, W_hh, b_h, W_hq, b_q)])


@mistake(stage="shape")
def one_token_too_many(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """One token too many is added at the end. The warm-up gives the first one: how often must the loop run after
    that?"""
    H = _warm(prefix, W_xh, W_hh, b_h)
    return torch.cat([prefix, *_decode(H, num_tokens + 1, W_xh, W_hh, b_h, W_hq, b_q)])


@mistake(stage="shape")
def prefix_left_out(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """Only the new tokens are returned. The prefix should stand in front of them."""
    return torch.cat(_decode(_warm(prefix, W_xh, W_hh, b_h), num_tokens, W_xh, W_hh, b_h, W_hq, b_q))


@mistake(stage="shape")
def list_of_numbers(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The result is a list of Python numbers. One tensor with all tokens is asked for."""
    new = _decode(_warm(prefix, W_xh, W_hh, b_h), num_tokens, W_xh, W_hh, b_h, W_hq, b_q)
    return prefix.tolist() + [int(token) for token in new]


@mistake(stage="dtype")
def floating_tokens(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The tokens are floating numbers: they were put into a tensor of floats. Tokens are places in a vocabulary:
    which dtype fits?"""
    new = _decode(_warm(prefix, W_xh, W_hh, b_h), num_tokens, W_xh, W_hh, b_h, W_hq, b_q)
    return torch.cat([prefix, *new]).to(W_xh.dtype)


@mistake(stage="value")
def no_warm_up(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The model reads only the last token of the prefix, from a state of zeros: it knows nothing of what stands
    before. What is the rest of the prefix for?"""
    return torch.cat([prefix, *_decode(_warm(prefix[-1:], W_xh, W_hh, b_h), num_tokens, W_xh, W_hh, b_h, W_hq, b_q)])


@mistake(stage="value")
def reads_its_own_output_in_the_prefix(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """While it should read the prefix, the model already reads what it predicts, and comes to the new tokens with the
    state of another text. What should it read there?"""
    H = _warm(prefix[:1], W_xh, W_hh, b_h)
    tokens = _decode(H, len(prefix) - 1 + num_tokens, W_xh, W_hh, b_h, W_hq, b_q)
    return torch.cat([prefix, *tokens[len(prefix) - 1 :]])


@mistake(stage="value")
def reads_the_last_token_twice(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The last token of the prefix is read in the warm-up, and once more as the first input afterwards. Which state
    gives the first new token?"""
    H = _warm(torch.cat((prefix, prefix[-1:])), W_xh, W_hh, b_h)
    return torch.cat([prefix, *_decode(H, num_tokens, W_xh, W_hh, b_h, W_hq, b_q)])


@mistake(stage="value")
def first_new_token_lost(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The token that the prefix leads to is read, but not written down: the result begins with the one after it."""
    H = _warm(prefix, W_xh, W_hh, b_h)
    return torch.cat([prefix, *_decode(H, num_tokens + 1, W_xh, W_hh, b_h, W_hq, b_q)[1:]])


@mistake(stage="value")
def forgets_its_state(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """Every new token is predicted from the one before it alone: the state is zeros again each time. What should be
    handed from step to step?"""
    tokens = list(prefix[:, None])
    H = _warm(prefix, W_xh, W_hh, b_h)
    for _ in range(num_tokens):
        tokens.append((H @ W_hq + b_q).argmax(dim=1))
        H = _step(tokens[-1][0], torch.zeros_like(H), W_xh, W_hh, b_h)
    return torch.cat(tokens)


@mistake(stage="value")
def never_reads_what_it_writes(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The state stays as it is after the prefix, so the same token comes again and again. What has to happen with a
    new token before the next one is predicted?"""
    H = _warm(prefix, W_xh, W_hh, b_h)
    return torch.cat([prefix, (H @ W_hq + b_q).argmax(dim=1).expand(num_tokens)])


@mistake(stage="value")
def smallest_logit(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The least likely token is taken each time. Which logit belongs to the most likely one?"""
    H = _warm(prefix, W_xh, W_hh, b_h)
    return torch.cat([prefix, *_decode(H, num_tokens, W_xh, W_hh, b_h, -W_hq, -b_q)])


@mistake(stage="value")
def no_activation(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    """The state is the sum before tanh, in the prefix and after it. What keeps a state between -1 and 1?"""
    H = W_hh.new_zeros(1, len(W_hh))
    tokens = list(prefix[:, None])
    for i in range(len(prefix) + num_tokens - 1):
        H = W_xh[tokens[i]] + H @ W_hh + b_h
        if i >= len(prefix) - 1:
            tokens.append((H @ W_hq + b_q).argmax(dim=1))
    return torch.cat(tokens)
