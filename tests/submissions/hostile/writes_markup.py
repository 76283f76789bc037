"""Hostile: raises an error that would be markup, or a formula."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    raise ValueError("=HYPERLINK(\"http://a.example\") <script>alert(1)</script> [red]x[/red] |a|b| **bold**")
