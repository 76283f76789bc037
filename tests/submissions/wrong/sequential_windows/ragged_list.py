"""Wrong: lists of minibatches, the last of which may be shorter."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    Xs = tokens[offset : offset + batch_size * s].reshape(batch_size, s)
    Ys = tokens[offset + 1 : offset + 1 + batch_size * s].reshape(batch_size, s)
    X = [Xs[:, i : i + num_steps] for i in range(0, max(s, 1), num_steps)]
    Y = [Ys[:, i : i + num_steps] for i in range(0, max(s, 1), num_steps)]
    return X, Y
