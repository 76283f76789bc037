"""Right: a finished hypothesis takes one place of the beam for good."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.tolist()
    finished, live = {}, {(): 0.0}
    for _ in range(max_len):
        longer = {
            path + (token,): total + p for path, total in live.items() for token, p in enumerate(table[(bos, *path)[-1]])
        }
        places = beam_size - len(finished)
        kept = dict(sorted(longer.items(), key=lambda item: item[1], reverse=True)[:places])
        finished |= {path: total for path, total in kept.items() if path[-1] == eos}
        live = {path: total for path, total in kept.items() if path[-1] != eos}
    everything = finished | live
    return list(max(everything, key=lambda path: everything[path] / len(path) ** alpha))
