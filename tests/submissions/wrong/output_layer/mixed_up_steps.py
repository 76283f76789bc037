"""Wrong: the right shape, but `reshape` mixes steps and examples."""


def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    flat = H.transpose(0, 1).reshape(T * n, h)
    return (flat @ W_hq + b_q).reshape(T, n, -1)
