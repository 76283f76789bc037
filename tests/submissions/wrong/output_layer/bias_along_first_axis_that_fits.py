"""Wrong when T == q or n == q: the bias goes along the first axis of its length."""


def output_layer(H, W_hq, b_q):
    O = H @ W_hq
    for axis, size in enumerate(O.shape):
        if size == b_q.shape[0]:
            shape = [1, 1, 1]
            shape[axis] = size
            return O + b_q.reshape(shape)
