"""Wrong: adds the bias to what tanh returns."""


def hidden_layer(X, W_xh, b_h):
    H = (X @ W_xh).tanh()
    H = H + b_h
    return H
