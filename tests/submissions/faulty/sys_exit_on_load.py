"""Faulty: a main program without a guard that ends itself."""

import sys

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def main():
    print("nothing to do")
    return 0


sys.exit(main())
