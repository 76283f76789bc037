"""Right: `unfold` cuts windows of T + 1 tokens that share one; inputs and targets are the two ends of each."""


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    if m == 0:
        return tokens.new_empty(0, batch_size, num_steps), tokens.new_empty(0, batch_size, num_steps)
    rows = tokens[offset : offset + batch_size * s + 1].unfold(0, s + 1, s)
    windows = rows.unfold(1, num_steps + 1, num_steps).transpose(0, 1)
    return windows[..., :-1], windows[..., 1:]
