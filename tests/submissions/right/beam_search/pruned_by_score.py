"""Right: the same, with scores deciding who stays in the beam."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.tolist()

    def score(h):
        return h[0] / len(h[1]) ** alpha

    beam = [(0.0, [])]
    for _ in range(max_len):
        pool = [h for h in beam if h[1][-1:] == [eos]]
        for total, tokens in beam:
            if tokens[-1:] != [eos]:
                last = tokens[-1] if tokens else bos
                pool.extend((total + table[last][token], [*tokens, token]) for token in range(len(table)))
        pool.sort(key=score, reverse=True)
        beam = pool[:beam_size]
    return beam[0][1]
