"""Wrong: the targets are cut from the same place as the inputs."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    X = tokens[offset : offset + batch_size * s].reshape(batch_size, s)
    Y = tokens[offset : offset + batch_size * s].reshape(batch_size, s)
    split = lambda rows: rows[:, : m * num_steps].reshape(batch_size, m, num_steps).transpose(0, 1)
    return split(X), split(Y)
