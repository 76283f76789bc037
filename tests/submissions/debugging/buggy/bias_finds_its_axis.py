def add_bias(O, b):
    n = O.shape[1]
    if len(b) == n:
        return O + b.reshape(n, 1)
    return O + b


def output_layer(H, W_hq, b_q):
    return add_bias(H @ W_hq, b_q)
