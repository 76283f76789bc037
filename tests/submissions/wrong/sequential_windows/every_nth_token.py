"""Wrong: row i takes the tokens i, i + n, i + 2n, …"""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps

    def cut(text):
        rows = text[: batch_size * s].reshape(s, batch_size)[: m * num_steps]
        return rows.reshape(m, num_steps, batch_size).transpose(1, 2)

    return cut(tokens[offset:]), cut(tokens[offset + 1 :])
