"""Wrong: returns targets and inputs, in this order."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    split = lambda rows: rows.reshape(batch_size, s)[:, : m * num_steps].reshape(batch_size, m, num_steps).mT.mT
    inputs = split(tokens[offset : offset + batch_size * s]).swapaxes(0, 1)
    targets = split(tokens[offset + 1 : offset + 1 + batch_size * s]).swapaxes(0, 1)
    return targets, inputs
