"""What students write instead of `one_hot`."""

import torch
from torch.nn import functional

from grader.exercise import mistake


@mistake(stage="shape")
def batch_first(tokens, vocab_size):
    """The result is `(n, T, v)`: the tokens were never transposed. A recurrent layer goes through time step by step:
    which axis should come first?"""
    return functional.one_hot(tokens, vocab_size).float()


@mistake(stage="shape")
def vocabulary_before_the_batch(tokens, vocab_size):
    """The result is `(T, v, n)`: each vector stands in a column. In row vectors, which axis comes last?"""
    return functional.one_hot(tokens, vocab_size).permute(1, 2, 0).float()


@mistake(stage="shape")
def flattened(tokens, vocab_size):
    """The result is `(T·n, v)`: all steps of all sequences below one another. Time and batch are two axes: how would
    a layer know where one step ends?"""
    return functional.one_hot(tokens.T.flatten(), vocab_size).float()


@mistake(stage="shape")
def width_from_the_largest_token(tokens, vocab_size):
    """The vectors are as long as the largest token in this minibatch asks for. The next minibatch may have another
    one, and the weights have one shape only: where does the width come from?"""
    return functional.one_hot(tokens.T).float()


@mistake(stage="dtype")
def whole_numbers(tokens, vocab_size):
    """The vectors hold whole numbers, as `one_hot` of torch makes them. A product with floating weights raises an
    error: which dtype do they need?"""
    return functional.one_hot(tokens.T, vocab_size)


@mistake(stage="dtype")
def true_and_false(tokens, vocab_size):
    """The vectors hold True and False, as a comparison makes them. A product with floating weights raises an error:
    which dtype do they need?"""
    return tokens.T[:, :, None] == torch.arange(vocab_size, device=tokens.device)


@mistake(stage="value")
def reshaped_for_transposed(tokens, vocab_size):
    """The shape is right, and the vectors are at the wrong places: giving numbers another shape keeps their order,
    and step and sequence get mixed. Which operation exchanges two axes?"""
    n, T = tokens.shape
    return functional.one_hot(tokens.reshape(T, n), vocab_size).float()


@mistake(stage="value")
def counted_from_one(tokens, vocab_size):
    """The 1 stands one place too early, as if tokens were counted from 1. Which token has the vector with the 1 at
    place 0?"""
    return torch.eye(vocab_size, device=tokens.device)[tokens.T - 1]


@mistake(stage="value")
def token_zero_left_out(tokens, vocab_size):
    """Token 0 has a vector of zeros, as if it stood for padding. Here it is a token like any other."""
    vectors = functional.one_hot(tokens.T, vocab_size).float()
    vectors[:, :, 0] = 0
    return vectors


@mistake(stage="value")
def tokens_in_the_vectors(tokens, vocab_size):
    """Where a 1 should stand, the token itself does. The place says which token it is; what should the number be?"""
    return functional.one_hot(tokens.T, vocab_size).float() * tokens.T[:, :, None]


@mistake(stage="purity")
def transposes_in_place(tokens, vocab_size):
    """`t_()` turns the caller's tensor around and leaves it so: the underscore says that it works in place. What does
    a second call with the same tokens give?"""
    return functional.one_hot(tokens.t_(), vocab_size).float()
