"""Wrong: no targets."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    rows = tokens[offset : offset + batch_size * s].reshape(batch_size, s)[:, : m * num_steps]
    return rows.reshape(batch_size, m, num_steps).transpose(0, 1)
