"""Wrong: a repeated word counts every time."""

import math


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for n in range(1, min(k, len(prediction)) + 1):
        true = {tuple(reference[i : i + n]) for i in range(len(reference) - n + 1)}
        said = [tuple(prediction[i : i + n]) for i in range(len(prediction) - n + 1)]
        score *= (len([gram for gram in said if gram in true]) / len(said)) ** (0.5**n)
    return score
