"""Right: lists, sorted in every step."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    beam = [([], 0.0)]
    finished = []
    for _ in range(max_len):
        candidates = []
        for sequence, score in beam:
            current = sequence[-1] if sequence else bos
            for token in range(log_probs.shape[0]):
                candidates.append((sequence + [token], score + log_probs[current, token].item()))
        candidates.sort(key=lambda pair: -pair[1])
        beam = []
        for sequence, score in candidates[:beam_size]:
            if sequence[-1] == eos:
                finished.append((sequence, score))
            else:
                beam.append((sequence, score))
    return max(finished + beam, key=lambda pair: pair[1] / len(pair[0]) ** alpha)[0]
