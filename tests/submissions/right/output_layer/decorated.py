"""Right: a decorator that reports shapes."""

import functools


def show_shapes(f):
    @functools.wraps(f)
    def wrapped(**kwargs):
        result = f(**kwargs)
        print({name: tuple(value.shape) for name, value in kwargs.items()}, "->", tuple(result.shape))
        return result

    return wrapped


@show_shapes
def output_layer(H, W_hq, b_q):
    return H @ W_hq + b_q
