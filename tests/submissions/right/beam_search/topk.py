"""Right: tensors and `topk`, of as many as there are."""

import torch


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    v = log_probs.shape[0]
    sums = log_probs.new_zeros(1)
    tokens = torch.full((1, 1), bos, dtype=torch.long, device=log_probs.device)
    finished = []
    for _ in range(max_len):
        totals = (sums[:, None] + log_probs[tokens[:, -1]]).reshape(-1)
        sums, flat = totals.topk(min(beam_size, totals.numel()))
        tokens = torch.cat((tokens[flat // v], (flat % v)[:, None]), dim=1)
        ended = tokens[:, -1] == eos
        for total, row in zip(sums[ended], tokens[ended]):
            finished.append((float(total), row[1:].tolist()))
        sums, tokens = sums[~ended], tokens[~ended]
        if len(sums) == 0:
            break
    finished += [(float(total), row[1:].tolist()) for total, row in zip(sums, tokens)]
    return max(finished, key=lambda pair: pair[0] / len(pair[1]) ** alpha)[1]
