"""Wrong: `reshape(n, T, q)` where a transposition is meant, and neither was asked for."""


def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    return (H.reshape(-1, h) @ W_hq + b_q).reshape(n, T, -1)
