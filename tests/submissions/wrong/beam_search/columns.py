"""Wrong: reads a column."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    finished, beam = [], [(0.0, [])]
    for _ in range(max_len):
        grown = []
        for total, tokens in beam:
            column = log_probs[:, tokens[-1] if tokens else bos].tolist()
            grown += [(total + p, tokens + [i]) for i, p in enumerate(column)]
        grown.sort(reverse=True)
        finished += [h for h in grown[:beam_size] if h[1][-1] == eos]
        beam = [h for h in grown[:beam_size] if h[1][-1] != eos]
    return max((total / len(tokens) ** alpha, tokens) for total, tokens in finished + beam)[1]
