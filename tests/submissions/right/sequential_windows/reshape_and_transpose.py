"""Right: rows, then windows of rows, then the axes exchanged."""


def cut(stream, n, s, T):
    m = s // T
    rows = stream[: n * s].reshape(n, s)[:, : m * T]
    return rows.reshape(n, m, T).transpose(0, 1)


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    return cut(tokens[offset:], batch_size, s, num_steps), cut(tokens[offset + 1 :], batch_size, s, num_steps)
