"""A sibling of `with_sibling.py`; no submission of its own."""


def affine(X, W, b):
    return X @ W + b
