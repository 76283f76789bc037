"""Right: what counts of each row, and then as many values as are missing."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    rows = []
    for row, length in zip(X, valid_len):
        length = int(length)
        rows.append(torch.cat((row[:length], row.new_full((len(row) - length,), value))))
    return torch.stack(rows)
