"""What `masked_softmax` is asked: how many keys count, from none to all."""

from collections.abc import Mapping

import torch

from exercises.sequences.sequence_mask.inputs import lengths


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Lengths from 0 to k."""
    return {"valid_len": lengths(sizes["n"], sizes["k"], rng)}
