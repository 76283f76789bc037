"""What `masked_cross_entropy` is asked: lengths from nothing to everything, and logits too far for a naive softmax."""

from collections.abc import Mapping

import torch

from exercises.sequences.sequence_mask.inputs import lengths

_FAR = 1000.0
"""Beyond what `exp` can do in double precision."""


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Targets, lengths, and logits; with a vocabulary of one token, whose loss is 0 anyway, no token counts.

    With sequences of one step, one token counts in all. In the longest sequence the logits of the first step are all
    far from 0, and those of the last step far apart. Small vocabularies are left alone, to be read.
    """
    n, T, v = sizes["n"], sizes["T"], sizes["v"]
    targets = torch.randint(v, (n, T), generator=rng)
    if v == 1:
        return {"targets": targets, "valid_len": torch.zeros(n, dtype=torch.int64)}
    valid_len = lengths(n, T, rng) if T > 1 else torch.arange(n).eq(n // 2).long()
    arguments: dict[str, object] = {"targets": targets, "valid_len": valid_len}
    if v > 2:
        logits = 1.5 * torch.randn((n, T, v), generator=rng, dtype=torch.float64)
        longest = int(valid_len.argmax())
        last = int(valid_len[longest]) - 1
        logits[longest, 0] += _FAR
        logits[longest, last, targets[longest, last]] -= _FAR
        arguments["logits"] = logits
    return arguments
