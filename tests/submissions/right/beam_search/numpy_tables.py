"""Right: NumPy, with all hypotheses of one length in one table."""

import numpy as np


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.detach().cpu().numpy()
    paths, sums = np.empty((1, 0), dtype=int), np.zeros(1)
    best, best_score = None, -np.inf
    for length in range(1, max_len + 1):
        last = paths[:, -1] if length > 1 else np.array([bos])
        totals = sums[:, None] + table[last]
        order = np.argsort(-totals, axis=None)[:beam_size]
        parents, tokens = np.unravel_index(order, totals.shape)
        paths, sums = np.column_stack((paths[parents], tokens)), totals[parents, tokens]
        counts = (tokens == eos) | (length == max_len)
        for path, total in zip(paths[counts], sums[counts]):
            if total / length**alpha > best_score:
                best, best_score = path, total / length**alpha
        paths, sums = paths[tokens != eos], sums[tokens != eos]
        if not len(sums):
            break
    return [int(token) for token in best]
