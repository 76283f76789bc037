"""Hostile: ends the process as if all had gone well."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    os._exit(0)
