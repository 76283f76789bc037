"""Wrong: sets of n-grams."""

import math


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for n in range(1, min(k, len(prediction)) + 1):
        said, true = set(zip(*[prediction[i:] for i in range(n)])), set(zip(*[reference[i:] for i in range(n)]))
        score *= (len(said.intersection(true)) / len(said)) ** (0.5**n)
    return score
