"""Wrong: greedy."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    tokens, current = [], bos
    while len(tokens) < max_len and current != eos:
        current = int(log_probs[current].argmax())
        tokens.append(current)
    return tokens
