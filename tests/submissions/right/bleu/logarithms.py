"""Right: a sum of logarithms, given up where one would be that of 0."""

import math


def bleu(prediction, reference, k):
    length = len(prediction)
    if length == 0:
        return 0.0
    log_score = min(0.0, 1.0 - len(reference) / length)
    for n in range(1, min(k, length) + 1):
        left = [reference[i : i + n] for i in range(len(reference) - n + 1)]
        matches = 0
        for i in range(length - n + 1):
            gram = prediction[i : i + n]
            if gram in left:
                left.remove(gram)
                matches += 1
        if matches == 0:
            return 0.0
        log_score += math.log(matches / (length - n + 1)) / 2**n
    return math.exp(log_score)
