"""Wrong: row i begins at `offset + i·m·T`: the rows are shortened before they are laid one after the other."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    m = (len(tokens) - offset - 1) // batch_size // num_steps
    length = m * num_steps

    def cut(start):
        rows = tokens[start : start + batch_size * length].reshape(batch_size, m, num_steps)
        return rows.transpose(0, 1)

    return cut(offset), cut(offset + 1)
