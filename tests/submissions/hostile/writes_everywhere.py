"""Hostile: writes wherever it may."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    places = ["/", "/tmp", "/dev/shm", "/var/tmp", os.getcwd(), os.path.expanduser("~"), os.path.dirname(torch.__file__)]
    places += [os.path.dirname(__file__), "/proc/self", "/dev", "/trysquare/grader/worker"]
    for place in places:
        try:
            with open(os.path.join(place, "left_behind"), "w") as file:
                file.write("x")
            print("ESCAPED", place)
        except OSError:
            pass
    return torch.zeros_like(H)
