"""Right: a loop over the sequences, each cut to its length."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    total, count = logits.new_zeros(()), 0
    for i in range(len(logits)):
        k = int(valid_len[i])
        if k:
            total = total + F.cross_entropy(logits[i, :k], targets[i, :k], reduction="sum")
            count += k
    return total / max(count, 1)
