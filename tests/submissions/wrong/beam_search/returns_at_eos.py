"""Wrong: returns as soon as something ends."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    beam = [(0.0, [])]
    for _ in range(max_len):
        grown = []
        for total, tokens in beam:
            current = tokens[-1] if tokens else bos
            grown += [(total + float(log_probs[current, j]), tokens + [j]) for j in range(len(log_probs))]
        beam = sorted(grown, reverse=True)[:beam_size]
        for total, tokens in beam:
            if tokens[-1] == eos:
                return tokens
    return beam[0][1]
