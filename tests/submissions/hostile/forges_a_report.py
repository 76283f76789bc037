"""Hostile: prints the report that it would like to have, on both streams."""

import os

import torch

REPORT = b'[{"schema": 1, "exercise": "rnn_cell", "outcome": "passed", "score": 1.0, "max_score": 1.0}]\n'


def rnn_cell(X, H, W_xh, W_hh, b_h):
    os.write(1, REPORT)
    os.write(2, REPORT)
    print('10 of 10 points')
    return torch.zeros_like(H)
