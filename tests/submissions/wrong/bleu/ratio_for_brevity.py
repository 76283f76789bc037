"""Wrong: the ratio of the lengths, without the exponential."""

from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = min(1.0, len(prediction) / max(1, len(reference)))
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        score *= (sum((said & true).values()) / sum(said.values())) ** (0.5**n)
    return score
