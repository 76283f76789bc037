"""Wrong: moves the text by one place to cut the targets from it."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps

    def cut():
        rows = tokens[offset : offset + batch_size * s].reshape(batch_size, s)
        return rows[:, : m * num_steps].reshape(batch_size, m, num_steps).transpose(0, 1).clone()

    X = cut()
    tokens[:-1] = tokens.clone()[1:]
    return X, cut()
