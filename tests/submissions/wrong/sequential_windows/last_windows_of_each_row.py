"""Wrong: what does not fill a window is dropped at the beginning of each row, not at its end."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    X = tokens[offset : offset + batch_size * s].reshape(batch_size, s)
    Y = tokens[offset + 1 : offset + 1 + batch_size * s].reshape(batch_size, s)
    split = lambda rows: rows[:, s - m * num_steps :].reshape(batch_size, m, num_steps).transpose(0, 1)
    return split(X), split(Y)
