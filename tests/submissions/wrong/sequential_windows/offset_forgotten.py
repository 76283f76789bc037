"""Wrong: the offset is in the signature only."""


def sequential_windows(tokens, batch_size, num_steps, offset=0):
    length = (len(tokens) - 1) // batch_size
    m = length // num_steps
    X = tokens[: batch_size * length].view(batch_size, length)[:, : m * num_steps]
    Y = tokens[1 : 1 + batch_size * length].view(batch_size, length)[:, : m * num_steps]
    split = lambda rows: rows.reshape(batch_size, m, num_steps).permute(1, 0, 2)
    return split(X), split(Y)
