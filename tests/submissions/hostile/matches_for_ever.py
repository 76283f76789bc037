"""Hostile: gives a regular expression a text that it never finishes."""

import re

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    re.match(r"(a+)+$", "a" * 60 + "b")
    return torch.zeros_like(H)
