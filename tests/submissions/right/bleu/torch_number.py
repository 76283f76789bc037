"""Right, with a note: torch for the product, in double precision; a 0-d tensor."""

import torch


def bleu(prediction, reference, k):
    if not prediction:
        return torch.zeros((), dtype=torch.float64)
    p = []
    for n in range(1, min(k, len(prediction)) + 1):
        rest = [tuple(reference[i : i + n]) for i in range(len(reference) - n + 1)]
        grams = [tuple(prediction[i : i + n]) for i in range(len(prediction) - n + 1)]
        hits = 0
        for gram in grams:
            if gram in rest:
                rest.remove(gram)
                hits += 1
        p.append(hits / len(grams))
    p = torch.tensor(p, dtype=torch.float64)
    weights = 0.5 ** torch.arange(1, len(p) + 1, dtype=torch.float64)
    brevity = torch.tensor(min(0.0, 1 - len(reference) / len(prediction)), dtype=torch.float64).exp()
    return brevity * (p**weights).prod()
