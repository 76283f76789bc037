"""Right: finished hypotheses stay in the beam as long as their sums are good enough."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.tolist()
    beam = [(0.0, [])]
    for _ in range(max_len):
        pool = []
        for total, tokens in beam:
            if tokens and tokens[-1] == eos:
                pool.append((total, tokens))
            else:
                row = table[tokens[-1]] if tokens else table[bos]
                pool += [(total + p, tokens + [token]) for token, p in enumerate(row)]
        beam = sorted(pool, reverse=True)[:beam_size]
    return max(beam, key=lambda h: h[0] / len(h[1]) ** alpha)[1]
