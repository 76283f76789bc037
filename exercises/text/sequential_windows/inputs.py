"""Texts that fill their minibatches exactly, almost, or not at all."""

from collections.abc import Iterator

import torch

from reference.text import char_vocab, time_machine


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """The opening of a novel first; then every way in which rows and windows can fit or not fit."""
    text = time_machine()
    indices = char_vocab(text)[1]
    novel = torch.tensor([indices[character] for character in text])

    def case(k: int, batch_size: int, num_steps: int, offset: int) -> dict[str, object]:
        tokens = torch.randperm(k, generator=rng)
        return {"tokens": tokens, "batch_size": batch_size, "num_steps": num_steps, "offset": offset}

    yield "the text is the opening of a novel", {"tokens": novel, "batch_size": 4, "num_steps": 35, "offset": 3}
    yield "the text is short", {"tokens": torch.arange(10, 23), "batch_size": 2, "num_steps": 3, "offset": 0}
    yield "nothing is left over", case(61, 3, 5, 0)
    yield "nothing is left over behind the offset", case(64, 3, 5, 3)
    yield "rows have tokens left over", case(100, 4, 7, 2)
    yield "the text has tokens left over behind the rows", case(50, 7, 3, 1)
    yield "the offset costs a minibatch", case(41, 4, 5, 3)
    yield "the offset is longer than a window", case(60, 2, 4, 11)
    yield "batch_size is 1", case(40, 1, 6, 2)
    yield "num_steps is 1", case(30, 3, 1, 1)
    yield "batch_size and num_steps are 1", case(9, 1, 1, 2)
    yield "batch_size equals num_steps", case(70, 4, 4, 5)
    yield "there are as many minibatches as rows", case(70, 4, 4, 2)
    yield "there is one minibatch", case(21, 4, 5, 0)
    yield "one token is missing for a minibatch", case(20, 4, 5, 0)
    yield "the text is shorter than a minibatch", case(7, 4, 5, 2)
    yield "nothing is behind the offset but one token", case(8, 2, 2, 7)
    yield "batch_size is larger than the text", case(5, 8, 2, 0)
    yield "tokens are int32", {**case(43, 3, 4, 1), "tokens": torch.randperm(43, generator=rng).int()}
