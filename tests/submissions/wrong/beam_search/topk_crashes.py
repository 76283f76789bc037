"""Wrong where the beam is wider than the candidates are many: `topk` raises."""

import torch


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    v = log_probs.shape[1]
    sequences, sums, finished = [[bos]], log_probs.new_zeros(1), []
    for _ in range(max_len):
        rows = torch.stack([log_probs[s[-1]] for s in sequences])
        values, places = torch.topk((rows + sums.unsqueeze(1)).view(-1), k=beam_size)
        sequences = [sequences[int(p) // v] + [int(p) % v] for p in places]
        finished += [(s, value.item()) for s, value in zip(sequences, values) if s[-1] == eos]
        keep = [i for i, s in enumerate(sequences) if s[-1] != eos]
        sequences, sums = [sequences[i] for i in keep], values[keep]
        if not keep:
            break
    finished += [(s, value.item()) for s, value in zip(sequences, sums)]
    best, _ = max(finished, key=lambda pair: pair[1] / (len(pair[0]) - 1) ** alpha)
    return best[1:]
