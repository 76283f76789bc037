"""Right: every hypothesis may end in every step, and the beam holds only those that go on."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    lp = log_probs.tolist()
    best = (float("-inf"), [])
    live = [(0.0, [])]
    for step in range(1, max_len + 1):
        grown = []
        for total, tokens in live:
            row = lp[tokens[-1] if tokens else bos]
            best = max(best, ((total + row[eos]) / step**alpha, tokens + [eos]))
            grown += [(total + p, tokens + [token]) for token, p in enumerate(row) if token != eos]
        live = sorted(grown, reverse=True)[:beam_size]
    return max(best, *((total / max_len**alpha, tokens) for total, tokens in live))[1]
