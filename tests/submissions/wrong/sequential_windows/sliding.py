"""Wrong: a window at every token, as in D2L 1.0."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    if s < num_steps:
        return tokens.new_zeros(0, batch_size, num_steps), tokens.new_zeros(0, batch_size, num_steps)
    X = tokens[offset : offset + batch_size * s].reshape(batch_size, s)
    Y = tokens[offset + 1 : offset + 1 + batch_size * s].reshape(batch_size, s)
    return X.unfold(1, num_steps, 1).transpose(0, 1), Y.unfold(1, num_steps, 1).transpose(0, 1)
