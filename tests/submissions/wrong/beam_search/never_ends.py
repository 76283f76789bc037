"""Wrong: `eos` is a token like any other."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.tolist()
    beam = [(0.0, [bos])]
    for _ in range(max_len):
        grown = [(s + p, t + [j]) for s, t in beam for j, p in enumerate(table[t[-1]])]
        beam = sorted(grown, reverse=True)[:beam_size]
    return beam[0][1][1:]
