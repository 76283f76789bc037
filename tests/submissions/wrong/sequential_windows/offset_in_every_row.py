"""Wrong: makes the rows first and leaves out the offset in each of them."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - 1) // batch_size
    X = tokens[: batch_size * s].reshape(batch_size, s)[:, offset:]
    Y = tokens[1 : 1 + batch_size * s].reshape(batch_size, s)[:, offset:]
    m = X.shape[1] // num_steps
    split = lambda rows: rows[:, : m * num_steps].reshape(batch_size, m, num_steps).transpose(0, 1)
    return split(X), split(Y)
