"""Right: a step calls the next one, and hands back the best of all."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.tolist()

    def search(live, steps):
        if steps == 0 or not live:
            return live
        kept = sorted(
            ((total + p, path + [token]) for total, path in live for token, p in enumerate(table[(path or [bos])[-1]])),
            reverse=True,
        )[:beam_size]
        ended = [h for h in kept if h[1][-1] == eos]
        return ended + search([h for h in kept if h not in ended], steps - 1)

    return max(search([(0.0, [])], max_len), key=lambda h: h[0] / len(h[1]) ** alpha)[1]
