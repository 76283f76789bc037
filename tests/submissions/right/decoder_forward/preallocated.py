"""Right: writes into a buffer, step by step."""

import torch


def decoder_forward(Y, context, W_yh, W_ch, W_hh, b_h, W_hq, b_q):
    T, n, _ = Y.shape
    O = Y.new_empty(T, n, W_hq.shape[1])
    H = context.clone()
    for t in range(T):
        Z = Y[t] @ W_yh
        Z += context @ W_ch
        Z += H @ W_hh
        Z += b_h
        H = Z.tanh()
        O[t] = H @ W_hq + b_q
    return O
