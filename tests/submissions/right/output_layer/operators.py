"""Right: the product broadcasts over the time steps."""


def output_layer(H, W_hq, b_q):
    return H @ W_hq + b_q
