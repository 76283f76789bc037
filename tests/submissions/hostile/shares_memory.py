"""Hostile: makes memory that others can open."""

import multiprocessing.shared_memory

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        multiprocessing.shared_memory.SharedMemory("note", create=True, size=64)
        print("ESCAPED", 'shm')
    except OSError:
        pass
    return torch.zeros_like(H)
