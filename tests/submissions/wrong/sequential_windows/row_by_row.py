"""Wrong: all windows of a row together."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps

    def cut(start):
        return tokens[start : start + batch_size * s].view(batch_size, s)[:, : m * num_steps].reshape(
            batch_size, m, num_steps
        )

    return cut(offset), cut(offset + 1)
