"""Hostile: reads the environment and the memory of the other processes."""

import os
import pathlib

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        for secret in ("mem", "maps", *(f"fd/{number}" for number in range(20)), "exe"):
            try:
                (process / secret).open("rb").close()
                print("ESCAPED", process / secret)
            except OSError:
                pass
        try:
            if b"SECRET" in (process / "environ").read_bytes():
                print("ESCAPED environ")
        except OSError:
            pass
    return torch.zeros_like(H)
