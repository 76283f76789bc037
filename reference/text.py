"""From characters to minibatches: a vocabulary, one-hot vectors, windows of a text (D2L 9.2, 9.3 and 9.5)."""

from collections import Counter
from importlib.resources import files

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from reference.checked import checked
from reference.milestones import milestone


def time_machine() -> str:
    """The opening of H. G. Wells, *The Time Machine* (1895), in the public domain.

    >>> time_machine()[:18]
    'The Time Traveller'
    """
    return (files("reference") / "texts" / "the_time_machine.txt").read_text(encoding="utf-8")


@checked
def char_vocab(text: str, min_freq: int = 0) -> tuple[list[str], dict[str, int]]:
    """The vocabulary of the characters of a text: `tokens[indices[c]] == c` for every character c in it.

    **Arguments**

    - `text`: a str, of any length. Its characters are what iterating over it gives, blanks and newlines among them.
    - `min_freq`: an int, how often a character must occur to be in the vocabulary: so often, or more often.

    **Returns** a pair: a list of str, the tokens in the order of their indices, and a dict, the index of each token.
    The first token is `<unk>`, which stands for every character that is not in the vocabulary. Then come the
    characters from the most frequent to the least frequent; where two occur equally often, the smaller one comes first,
    as Python compares characters.

    **Raises** `TypeError`, the reference only, where an argument has another type. Your code need not check.

    **Source** D2L 9.2.3, with characters as the tokens.

    >>> tokens, indices = char_vocab(text="noon moon")
    >>> tokens
    ['<unk>', 'o', 'n', ' ', 'm']
    >>> indices["n"]
    2
    >>> char_vocab(text="noon moon", min_freq=3)[0]
    ['<unk>', 'o', 'n']
    """
    counts = Counter(text)
    kept = [character for character, count in counts.items() if count >= min_freq]
    tokens = ["<unk>", *sorted(kept, key=lambda character: (-counts[character], character))]
    return tokens, {token: index for index, token in enumerate(tokens)}


@checked
def one_hot(tokens: Int[Tensor, "n T"], vocab_size: int) -> Float[Tensor, "T n v"]:
    """One-hot vectors, time first: `X[t, i, j] = 1` where `tokens[i, t] == j`, and 0 elsewhere.

    **Arguments**

    - `tokens`: `(n, T)`, whole numbers from 0 to v - 1: one sequence of the minibatch in a row.
    - `vocab_size`: an int, v, how many tokens the vocabulary has. Not all of them need to occur.

    **Returns** `(T, n, v)`, floating numbers of any dtype: for each step one vector for every sequence. `X[t]` is
    `(n, v)`, what a recurrent layer reads in one step. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.5.2.1.

    >>> import torch
    >>> X = one_hot(tokens=torch.tensor([[0, 2, 1]]), vocab_size=4)
    >>> X.shape
    torch.Size([3, 1, 4])
    >>> X[1].tolist()
    [[0.0, 0.0, 1.0, 0.0]]
    """
    vectors = nn.functional.one_hot(tokens.T.long(), vocab_size)
    X = vectors.to(torch.get_default_dtype())
    milestone("X", X, "which axis is time, which the batch, and where in each vector the 1 stands")
    return X


@checked
def sequential_windows(
    tokens: Int[Tensor, "k"], batch_size: int, num_steps: int, offset: int
) -> tuple[Int[Tensor, "m n T"], Int[Tensor, "m n T"]]:
    """Sequential partitioning: row i of minibatch j + 1 goes on where row i of minibatch j ends.

    With n = `batch_size` and T = `num_steps`, the tokens after the offset are cut into n rows of
    `s = (k - offset - 1) // n` tokens: row i begins at token `offset + i s`. Each row is cut into windows of T tokens:
    window j of row i is row i of minibatch j.

    **Arguments**

    - `tokens`: `(k,)`, whole numbers, a text as a sequence of tokens.
    - `batch_size`: an int, n, how many rows a minibatch has.
    - `num_steps`: an int, T, how many tokens each row of a minibatch has.
    - `offset`: an int below k, how many tokens are left out at the beginning.

    **Returns** a pair of `(m, n, T)`, of whole numbers: the inputs of all m minibatches, and their targets, which are
    the tokens that follow each input. What does not fill a minibatch is left out. Where nothing fills one, m is 0 and
    the shape is `(0, n, T)`. No argument is changed.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.3.3; sequential partitioning is in 8.3.4 of the old numbering.

    >>> import torch
    >>> inputs, targets = sequential_windows(tokens=torch.arange(12), batch_size=2, num_steps=2, offset=1)
    >>> inputs.shape
    torch.Size([2, 2, 2])
    >>> inputs.tolist()
    [[[1, 2], [6, 7]], [[3, 4], [8, 9]]]
    >>> targets[0].tolist()
    [[2, 3], [7, 8]]
    """
    s = (len(tokens) - offset - 1) // batch_size
    m = max(0, s // num_steps)
    window = torch.arange(m, device=tokens.device)[:, None, None]
    row = torch.arange(batch_size, device=tokens.device)[:, None]
    step = torch.arange(num_steps, device=tokens.device)
    places = offset + s * row + num_steps * window + step
    return tokens[places], tokens[places + 1]


@checked
def random_windows(
    tokens: Int[Tensor, "k"], batch_size: int, num_steps: int, generator: torch.Generator
) -> tuple[Int[Tensor, "m n T"], Int[Tensor, "m n T"]]:
    """Random sampling: windows of T tokens that do not overlap, in random order, n of them in a minibatch.

    With n = `batch_size` and T = `num_steps`: leave out `offset` tokens at the beginning, a random number from 0 to
    T - 1, each as likely as the others. Cut the rest into windows of T tokens, one after the other, as many as have a
    token left to follow their last one. Put the windows in random order and fill minibatches of n windows with them.

    **Arguments**

    - `tokens`: `(k,)`, whole numbers, a text as a sequence of tokens.
    - `batch_size`: an int, n, how many windows a minibatch has.
    - `num_steps`: an int, T, how many tokens a window has.
    - `generator`: a `torch.Generator`, where every random number comes from. The global generators stay as they are.

    **Returns** a pair of `(m, n, T)`, of whole numbers: the inputs of all m minibatches, and their targets, which are
    the tokens that follow each input. What does not fill a minibatch is left out. Where nothing fills one, m is 0 and
    the shape is `(0, n, T)`. No argument is changed, but for the state of the generator.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 9.3.3.

    >>> import torch
    >>> generator = torch.Generator().manual_seed(0)
    >>> inputs, targets = random_windows(tokens=torch.arange(24), batch_size=2, num_steps=4, generator=generator)
    >>> inputs.shape
    torch.Size([2, 2, 4])
    >>> torch.equal(targets, inputs + 1)
    True
    """
    offset = int(torch.randint(num_steps, (1,), generator=generator, device=generator.device))
    count = max(0, (len(tokens) - offset - 1) // num_steps)
    m = count // batch_size
    order = torch.randperm(count, generator=generator, device=generator.device)[: m * batch_size].to(tokens.device)
    starts = offset + num_steps * order.reshape(m, batch_size, 1)
    places = starts + torch.arange(num_steps, device=tokens.device)
    return tokens[places], tokens[places + 1]
